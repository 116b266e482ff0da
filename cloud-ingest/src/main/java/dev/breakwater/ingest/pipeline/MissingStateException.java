package dev.breakwater.ingest.pipeline;

import java.nio.file.Path;

/**
 * A job has no checkpoint although store or log have what it wrote: started now it would decide or
 * store everything again.
 */
public final class MissingStateException extends Exception {
  private static final long serialVersionUID = 1L;

  MissingStateException(String job, Path directory) {
    super("job " + job + " has no checkpoint in " + directory + ", but store or log are not empty");
  }

  public String remedy() {
    return "Restore the checkpoints directory from a copy, or start once with"
        + " --rebuild-from-store.";
  }
}
