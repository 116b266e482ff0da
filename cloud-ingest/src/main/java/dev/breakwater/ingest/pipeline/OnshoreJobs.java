package dev.breakwater.ingest.pipeline;

import dev.breakwater.ingest.job.AdmissionJob;
import dev.breakwater.ingest.job.JobSettings;
import dev.breakwater.ingest.onshore.IcebergStore;
import dev.breakwater.ingest.onshore.Part;
import dev.breakwater.ingest.onshore.StoreWriterJob;
import java.io.IOException;
import java.util.List;

/** The two jobs of the onshore side, and whether they may start. */
final class OnshoreJobs {
  static final List<String> NAMES = List.of(AdmissionJob.NAME, StoreWriterJob.NAME);

  private final JobSettings settings;
  private final CloudDirectories directories;
  private final JobTuning tuning;

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
    return switch (name) {
      case AdmissionJob.NAME ->
          new JobPlan(
              name, checkpoints, tuning, environment -> AdmissionJob.define(environment, settings));
      case StoreWriterJob.NAME ->
          new JobPlan(
              name,
              checkpoints,
              tuning,
              environment ->
                  StoreWriterJob.define(
                      environment, settings.bootstrapServers(), directories.store()));
      default -> throw new IllegalArgumentException("no job " + name);
    };
  }

  /** Does so with what store and log of the directories hold now. */
  void requireState() throws IOException, MissingStateException {
    try (var store = IcebergStore.open(directories.store())) {
      requireState(store, PublicLog.size(directories.log()));
    }
  }

  /**
   * Fail closed: without its state a job would decide, or store, everything a second time.
   *
   * @param logged leaves of the log, those of outcomes if they are known apart
   */
  void requireState(IcebergStore store, long logged) throws IOException, MissingStateException {
    long rows = store.count(Part.ITEMS) + store.count(Part.QUARANTINE);
    for (String name : NAMES) {
      long written = name.equals(AdmissionJob.NAME) ? rows + logged : rows;
      Checkpoints checkpoints = plan(name).checkpoints();
      if (written > 0 && checkpoints.newest().isEmpty()) {
        throw new MissingStateException(name, checkpoints.directory());
      }
    }
  }
}
