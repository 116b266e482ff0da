package dev.breakwater.anonymizer.serve;

/** A request or a task cannot be done; the client is told why. */
final class RefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  RefusedException(Problem problem) {
    super(problem.error());
    this.problem = problem;
  }

  RefusedException(int status, String error, String remedy) {
    this(Problem.of(status, error, remedy));
  }

  Problem problem() {
    return problem;
  }
}
