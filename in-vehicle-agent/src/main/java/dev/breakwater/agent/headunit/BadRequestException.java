package dev.breakwater.agent.headunit;

/** A request that the page does not make. */
final class BadRequestException extends Exception {
  private static final long serialVersionUID = 1L;

  BadRequestException(String problem) {
    super(problem);
  }
}
