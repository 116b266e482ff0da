package dev.breakwater.cli;

import dev.breakwater.agent.Accounts;
import dev.breakwater.agent.Duties;
import dev.breakwater.agent.consent.Erasures;
import dev.breakwater.agent.proof.LogQuestions;
import dev.breakwater.agent.proof.Unlogged;
import dev.breakwater.agent.survey.SensitiveAreas;
import dev.breakwater.anonymizer.gate.Anonymizer;
import dev.breakwater.cli.installation.CommandFailedException;
import dev.breakwater.cli.vehicle.AgentConfiguration;
import dev.breakwater.cli.vehicle.CertifiedModels;
import dev.breakwater.cli.vehicle.Release;
import dev.breakwater.cli.vehicle.StatutorySection;
import dev.breakwater.cli.vehicle.SurveySection;
import dev.breakwater.policy.bundle.ListedFile;
import dev.breakwater.wire.Digest;
import dev.breakwater.wire.RunningSoftware;
import dev.breakwater.wire.RunningSoftware.RunningModel;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a car does beside its drive, by its configuration, and what it tells of itself. */
final class AgentDuties {
  /** Folder of the release that runs, set by its starter; without it there is none. */
  static final String RELEASE = "breakwater.release";

  private static final Logger LOG = LoggerFactory.getLogger(AgentDuties.class);

  private final AgentConfiguration configuration;
  private final CarPolicies policies;
  private final InstantSource clock;

  AgentDuties(AgentConfiguration configuration, CarPolicies policies, InstantSource clock) {
    this.configuration = configuration;
    this.policies = policies;
    this.clock = clock;
  }

  /**
   * @param log what the car asks it; empty if it asks none
   * @throws CommandFailedException if a model has no certificate and needs one, or the file of
   *     areas is not signed or has a mistake
   */
  Duties of(Anonymizer anonymizer, Optional<LogQuestions> log)
      throws IOException, CommandFailedException {
    var accounts =
        new Accounts(
            software(anonymizer.models()),
            log.map(LogQuestions::unlogged).orElse(Unlogged.NONE),
            log.map(LogQuestions::erasures).orElse(Erasures.NONE));
    var statutory = configuration.get(StatutorySection.SECTION).settings().orElse(null);
    SurveySection survey = configuration.get(SurveySection.SECTION);
    SensitiveAreas areas =
        survey.sensitiveAreas().isEmpty()
            ? null
            : SignedAreas.read(survey.sensitiveAreas().get(), policies, clock.instant());
    return new Duties(statutory, areas, survey.qualifiedUnit().orElse(null), accounts);
  }

  private RunningSoftware software(List<Digest> models) throws IOException, CommandFailedException {
    List<ListedFile> files =
        policies
            .inForce()
            .bundleAt(clock.instant())
            .map(bundle -> bundle.manifest().files())
            .orElse(List.of());
    Map<Digest, Digest> certificates = CertifiedModels.require(files, models);
    certificates.forEach(
        (model, certificate) ->
            LOG.info("event=model_activated model={} certificate={}", model, certificate));
    List<RunningModel> running =
        models.stream()
            .distinct()
            .map(model -> new RunningModel(model, certificates.getOrDefault(model, Digest.ZERO)))
            .toList();
    return new RunningSoftware(new Version().getVersion()[0], release(), running, clock.millis());
  }

  private static Digest release() throws IOException {
    String folder = System.getProperty(RELEASE);
    return folder == null ? Digest.ZERO : Release.digest(Path.of(folder));
  }
}
