package dev.breakwater.cli.demo;

import dev.breakwater.cli.installation.StopSignal;
import java.io.IOException;
import java.util.function.Consumer;

/**
 * Keeps one process of the demo alive: starts it again when it dies of anything but its own
 * decision. Used by one thread, except {@link #close}.
 */
final class Supervised implements AutoCloseable {
  private static final int MAX_RESTARTS = 20;

  private final Start start;
  private final Consumer<String> say;
  private Child child;
  private int restarts;

  /** Starts the process; called again for every restart. */
  @FunctionalInterface
  interface Start {
    Child start() throws IOException;
  }

  Supervised(Start start, Consumer<String> say) throws IOException {
    this.start = start;
    this.say = say;
    this.child = start.start();
  }

  /** Returns whether the process has ended by its own decision, with exit code 0, or with us. */
  boolean isDone() throws IOException, InterruptedException {
    if (child.isAlive()) {
      return false;
    }
    int code = child.exitCode();
    if (code == 0 || StopSignal.isGiven()) {
      return true;
    }
    if (code == 1 || code == 2 || ++restarts > MAX_RESTARTS) {
      throw new IOException(
          "the " + child.name() + " process gave up with exit code " + code + "; see its log");
    }
    say.accept("the " + child.name() + " process died (exit code " + code + "), starting it again");
    child = start.start();
    return false;
  }

  long pid() {
    return child.pid();
  }

  @Override
  public void close() {
    child.close();
  }
}
