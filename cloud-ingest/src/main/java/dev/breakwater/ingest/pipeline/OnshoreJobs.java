package dev.breakwater.ingest.pipeline;

import dev.breakwater.audit.durable.DurableFiles;
import dev.breakwater.ingest.job.AdmissionJob;
import dev.breakwater.ingest.job.JobSettings;
import dev.breakwater.ingest.keys.DataKeys;
import dev.breakwater.ingest.onshore.IcebergStore;
import dev.breakwater.ingest.onshore.Part;
import dev.breakwater.ingest.onshore.StoreWriterJob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The two jobs of the onshore side, and whether they may start. For one thread. */
final class OnshoreJobs {
  private static final Logger log = LoggerFactory.getLogger(OnshoreJobs.class);
  static final List<String> NAMES = List.of(AdmissionJob.NAME, StoreWriterJob.NAME);

  private final JobSettings settings;
  private final CloudDirectories directories;
  private final JobTuning tuning;

  /** Jobs whose lost state was rebuilt here and that have no checkpoint yet, or had none then. */
  private final Set<String> rebuilt = new TreeSet<>();

  OnshoreJobs(JobSettings settings, CloudDirectories directories, JobTuning tuning) {
    this.settings = settings;
    this.directories = directories;
    this.tuning = tuning;
  }

  /**
   * @param name one of {@link #NAMES}
   */
  JobPlan plan(String name) {
    var checkpoints = new Checkpoints(directories.checkpoints().resolve(name));
    Path done = Files.exists(done(name)) ? done(name) : null;
    return switch (name) {
      case AdmissionJob.NAME ->
          new JobPlan(
              name,
              checkpoints,
              tuning,
              environment -> AdmissionJob.define(environment, settings, done));
      case StoreWriterJob.NAME ->
          new JobPlan(
              name,
              checkpoints,
              tuning,
              environment ->
                  StoreWriterJob.define(
                      environment, settings.bootstrapServers(), directories.store(), done));
      default -> throw new IllegalArgumentException("no job " + name);
    };
  }

  /**
   * What a job had done when it lost its state. It stays, and does no harm: it names what must not
   * be done twice. It is lost with the checkpoints.
   */
  private Path done(String name) {
    return directories.checkpoints().resolve(name).resolve("done");
  }

  /**
   * Does so with what Kafka and the store hold now: statements of the log are no decisions.
   *
   * @throws MissingStateException if a job would do everything a second time
   */
  void requireState() throws IOException, MissingStateException {
    try (var store = IcebergStore.open(directories.store())) {
      requireState(store, LostState.hasOutcomes(settings.bootstrapServers()) ? 1 : 0);
    }
  }

  /**
   * Fail closed: without its state a job would decide, or store, everything a second time.
   *
   * @param decisions outcomes that are known to be decided
   */
  void requireState(IcebergStore store, long decisions) throws IOException, MissingStateException {
    for (String name : NAMES) {
      if (lacksState(name, store, decisions)) {
        throw new MissingStateException(name, directories.checkpoints().resolve(name));
      }
    }
  }

  private boolean lacksState(String name, IcebergStore store, long decisions) throws IOException {
    long rows = store.count(Part.ITEMS) + store.count(Part.QUARANTINE);
    long done = name.equals(AdmissionJob.NAME) ? rows + decisions : rows;
    boolean kept = new Checkpoints(directories.checkpoints().resolve(name)).newest().isPresent();
    return done > 0 && !kept && !rebuilt.contains(name);
  }

  /**
   * Rebuilds what the jobs must know that lack their state, of those that {@code stopped} takes; no
   * part of them may run. What they had not committed is given up, and done again.
   *
   * @return the jobs that may start now and could not before
   */
  Set<String> rebuild(Predicate<String> stopped, DataKeys keys, Backlog backlog)
      throws IOException {
    try (var store = IcebergStore.open(directories.store())) {
      long decisions = LostState.hasOutcomes(settings.bootstrapServers()) ? 1 : 0;
      Set<String> lacking = new TreeSet<>();
      for (String name : NAMES) {
        if (stopped.test(name) && lacksState(name, store, decisions)) {
          lacking.add(name);
        }
      }
      if (lacking.contains(AdmissionJob.NAME)) {
        backlog.abortTransactions();
      }
      var lost = new LostState(settings.bootstrapServers(), store, keys);
      for (String name : lacking) {
        DurableFiles.createDirectories(directories.checkpoints().resolve(name));
        (name.equals(AdmissionJob.NAME) ? lost.decided() : lost.stored()).write(done(name));
        log.info("event=state_rebuilt job={}", name);
      }
      rebuilt.addAll(lacking);
      return lacking;
    }
  }
}
