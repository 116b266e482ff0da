package dev.breakwater.cli;

import dev.breakwater.cli.installation.CommandFailedException;
import dev.breakwater.ingest.border.Register;
import dev.breakwater.ingest.evidence.Answers;
import dev.breakwater.ingest.evidence.EvidenceMaker;
import dev.breakwater.ingest.onshore.CorruptRowException;
import dev.breakwater.wire.Digest;
import dev.breakwater.wire.Outcome;
import dev.breakwater.wire.Statement;
import dev.breakwater.wire.VehicleRef;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Answers an auditor's question with one file. */
@Command(
    name = "pack",
    description = {
      "Writes an evidence pack: every decision that answers a question, each opened and proven,"
          + " with the policies that decided. Anybody verifies it offline with 'audit"
          + " verify-pack'.",
      "For the operator, while the onshore side runs: the log gets an entry of stage DISCLOSE"
          + " first."
    },
    mixinStandardHelpOptions = true)
final class AuditPackCommand implements Callable<Integer> {
  private static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");

  @ArgGroup(multiplicity = "1")
  private Subject subject = new Subject();

  /** What the pack is about: one of the three. */
  static final class Subject {
    @Option(
        names = "--vehicle",
        paramLabel = "REF",
        description = "the stored items of a vehicle, see --from and --until")
    private @Nullable String vehicle;

    @Option(names = "--clip", paramLabel = "ID", description = "the frames of an incident's clip")
    private @Nullable String clip;

    @Option(
        names = "--recipient",
        paramLabel = "ID",
        description = "the exports to a recipient that the border's book has")
    private @Nullable String recipient;
  }

  @Option(
      names = "--from",
      paramLabel = "DATE",
      defaultValue = "1970-01-02",
      description = "first day of capture, in China, with --vehicle (default: ${DEFAULT-VALUE})")
  private LocalDate from = LocalDate.EPOCH;

  @Option(
      names = "--until",
      paramLabel = "DATE",
      defaultValue = "9999-12-31",
      description = "first day after, with --vehicle (default: ${DEFAULT-VALUE})")
  private LocalDate until = LocalDate.EPOCH;

  @Mixin private EvidenceOptions options = new EvidenceOptions();
  @Mixin private DataOption data = new DataOption();
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException, CommandFailedException, InterruptedException {
    var request = options.request(question(), InstantSource.system().instant());
    try (var desk = EvidenceDesk.open(data.layout())) {
      EvidenceMaker maker = desk.maker(request);
      if (subject.recipient == null) {
        EvidenceDesk.add(maker, rows(desk), options.payload());
      } else {
        addExports(desk, maker, subject.recipient);
      }
      desk.finish(maker, options, spec.commandLine().getOut());
      return 0;
    } catch (CorruptRowException e) {
      throw new CommandFailedException(e, e.remedy());
    }
  }

  private String question() {
    if (subject.vehicle != null) {
      return "vehicle " + subject.vehicle + ", from " + from + " until " + until;
    }
    return subject.clip == null ? "exports to " + subject.recipient : "clip " + subject.clip;
  }

  private List<Outcome> rows(EvidenceDesk desk)
      throws IOException, CorruptRowException, CommandFailedException {
    try {
      return subject.clip == null
          ? Answers.ofVehicle(
              desk.store(),
              desk.cipher(),
              new VehicleRef(String.valueOf(subject.vehicle)),
              start(from),
              start(until))
          : Answers.ofClip(desk.store(), desk.cipher(), Digest.ofHex(subject.clip));
    } catch (IllegalArgumentException e) {
      throw new CommandFailedException(
          "'" + (subject.clip == null ? subject.vehicle : subject.clip) + "' names nothing.",
          "See 'breakwater vehicle list' and 'breakwater cloud clip list'.",
          2);
    }
  }

  private static Instant start(LocalDate day) {
    return day.atStartOfDay(CHINA).toInstant();
  }

  private void addExports(EvidenceDesk desk, EvidenceMaker maker, String recipient)
      throws IOException {
    Map<String, Statement> exports = new LinkedHashMap<>();
    Register.statementsTo(data.layout().border(), recipient)
        .forEach(each -> exports.put(each.id(), each));
    // What another border stated, too, as long as Kafka has it.
    Answers.exportsTo(desk.kafka(), recipient).forEach(each -> exports.put(each.id(), each));
    for (Statement export : exports.values()) {
      if (!maker.add(export)) {
        spec.commandLine().getErr().println("not opened, its key is erased: " + export.id());
      }
    }
  }
}
