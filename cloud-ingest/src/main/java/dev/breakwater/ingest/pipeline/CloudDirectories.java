package dev.breakwater.ingest.pipeline;

import java.nio.file.Path;

/**
 * Where the onshore side keeps what.
 *
 * @param root one directory, for one onshore side at a time
 */
public record CloudDirectories(Path root) {
  public CloudDirectories {
    root = root.toAbsolutePath().normalize();
  }

  /** State of the Flink jobs. */
  public Path checkpoints() {
    return root.resolve("checkpoints");
  }

  /** The Iceberg tables and their catalog. */
  public Path store() {
    return root.resolve("store");
  }

  /** The public log: a static web server can serve it. */
  public Path log() {
    return root.resolve("log");
  }

  /** The log's head and what is being appended; private. */
  public Path logState() {
    return root.resolve("log-state");
  }

  /** Stamped checkpoints and their tokens, as public as the log beside them. */
  public Path timestamps() {
    return root.resolve("timestamps");
  }

  /** Cards of models and notices by their digests, for evidence packs. */
  public Path papers() {
    return root.resolve("papers");
  }

  /** The data keys; private. */
  public Path keys() {
    return root.resolve("keys");
  }

  /** The requests to erase; private. */
  public Path erasures() {
    return root.resolve("erasures");
  }

  /** Flink's scratch files, of no use after the process. */
  Path scratch() {
    return root.resolve("scratch");
  }
}
