package dev.breakwater.anonymizer.serve;

/**
 * Why a request or a task was not done, for the client: it names no file and no content.
 *
 * @param status of HTTP (RFC 9110)
 * @param retrySeconds after which the same may work; 0 if that is not known
 */
record Problem(int status, String error, String remedy, int retrySeconds) {
  /** How soon a client that was refused for want of room should come again. */
  private static final int RETRY_SECONDS = 5;

  static final Problem FULL_DISK =
      new Problem(
          507,
          "the service has no room on its disk",
          "Delete finished tasks, or ask the operator for a larger --max-disk.",
          0);
  static final Problem NOT_FOUND =
      new Problem(
          404,
          "there is no such task",
          "It never was, was deleted, or its time to live is over; post the file again.",
          0);
  static final Problem STOPPING =
      new Problem(503, "the service is stopping", "Post the file again later.", RETRY_SECONDS);
  static final Problem BUSY =
      new Problem(429, "all places are taken", "Come again when a task has ended.", RETRY_SECONDS);
  static final Problem WITHHELD =
      new Problem(
          422,
          "no frame of it may leave: the manifest says why, where there is one",
          "Post the original file; if it is whole, ask the operator whether the detectors work.",
          0);
  static final Problem INTERNAL =
      new Problem(
          500,
          "the file could not be anonymized, nothing of it is served",
          "Post it again; if that fails too, ask the operator.",
          0);

  static Problem of(int status, String error, String remedy) {
    return new Problem(status, error, remedy, 0);
  }

  static Problem tooLarge(String error) {
    return of(413, error, "Post less, or ask the operator for a higher limit.");
  }

  static Problem tooManyGuesses(int seconds) {
    return new Problem(
        429, "too many wrong tokens from this address", "Wait, then give the token.", seconds);
  }
}
