package dev.breakwater.audit.auditor;

import dev.breakwater.audit.checkpoint.Checkpoint;
import java.util.function.Function;

/** What a verification found. */
public sealed interface VerifyReport {
  /** Index in {@link Broken} when no entry is concerned. */
  long NO_INDEX = -1;

  /** Returns the exit code of a command: 0 verified, 1 broken, 3 integrity only. */
  int exitCode();

  /** Returns one function's answer, one function for each case. */
  <T> T match(
      Function<Verified, T> verified,
      Function<IntegrityOnly, T> integrityOnly,
      Function<Broken, T> broken);

  /**
   * Every byte is authenticated by a checkpoint that the policy accepts.
   *
   * @param filesListed whether the source could list its files, so that none is unaccounted for
   */
  record Verified(Checkpoint checkpoint, boolean filesListed) implements VerifyReport {
    @Override
    public int exitCode() {
      return 0;
    }

    @Override
    public <T> T match(
        Function<Verified, T> verified,
        Function<IntegrityOnly, T> integrityOnly,
        Function<Broken, T> broken) {
      return verified.apply(this);
    }
  }

  /**
   * The files agree with the checkpoint, but without a policy nobody knows who signed it.
   *
   * @param filesListed whether the source could list its files
   */
  record IntegrityOnly(Checkpoint checkpoint, boolean filesListed) implements VerifyReport {
    @Override
    public int exitCode() {
      return 3;
    }

    @Override
    public <T> T match(
        Function<Verified, T> verified,
        Function<IntegrityOnly, T> integrityOnly,
        Function<Broken, T> broken) {
      return integrityOnly.apply(this);
    }
  }

  /**
   * The log is not what it claims.
   *
   * @param file the first file that is wrong, relative to the log
   * @param index of the first entry concerned, or {@link #NO_INDEX}
   * @param what is wrong with it
   * @param remedy what to do, one sentence
   */
  record Broken(String file, long index, String what, String remedy) implements VerifyReport {
    @Override
    public int exitCode() {
      return 1;
    }

    @Override
    public <T> T match(
        Function<Verified, T> verified,
        Function<IntegrityOnly, T> integrityOnly,
        Function<Broken, T> broken) {
      return broken.apply(this);
    }
  }
}
