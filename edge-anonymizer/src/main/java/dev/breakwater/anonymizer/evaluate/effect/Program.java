package dev.breakwater.anonymizer.evaluate.effect;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** An installed program that is asked once: a picture in through its pipe, text out. */
final class Program {
  private static final int KILLED = 137;
  private static final int MAX_ANSWER_BYTES = 64 << 10;

  private Program() {}

  /**
   * Runs a program until it ends, or ends it.
   *
   * @param input for its standard input
   * @return what it said on its standard output, as far as 64 KiB go
   * @throws ProgramException if it cannot be started, fails or takes too long
   */
  static String run(List<String> command, byte[] input, Duration timeout) throws ProgramException {
    Process process = start(command);
    // However the process hangs, its end also ends the reads and writes below.
    CompletableFuture<Process> ended =
        process
            .onExit()
            .orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
            .exceptionally(late -> ended(process));
    try (InputStream out = process.getInputStream()) {
      give(input, process);
      byte[] answer = out.readNBytes(MAX_ANSWER_BYTES);
      return checked(command, ended.join(), answer);
    } catch (IOException e) {
      throw new ProgramException(command.get(0) + " broke off", e);
    } finally {
      ended(process);
    }
  }

  /**
   * Ends what the process started too: that holds the same pipes. The process itself first: a shell
   * whose child is ended goes on, and might end well.
   */
  private static Process ended(Process process) {
    List<ProcessHandle> started = process.descendants().toList();
    process.destroyForcibly();
    started.forEach(ProcessHandle::destroyForcibly);
    return process;
  }

  private static void give(byte[] input, Process process) throws IOException {
    try (OutputStream in = process.getOutputStream()) {
      in.write(input);
    }
  }

  private static Process start(List<String> command) throws ProgramException {
    var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
    // One plate is too little work for several threads.
    builder.environment().put("OMP_THREAD_LIMIT", "1");
    try {
      return builder.start();
    } catch (IOException e) {
      throw new ProgramException(command.get(0) + " cannot be started", e);
    }
  }

  private static String checked(List<String> command, Process process, byte[] answer)
      throws ProgramException {
    try {
      int status = process.waitFor();
      if (status != 0) {
        String late = status == KILLED ? ", as it does when it takes too long" : "";
        throw new ProgramException(command.get(0) + " ended with status " + status + late, null);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ProgramException("interrupted while " + command.get(0) + " was running", e);
    }
    return new String(answer, StandardCharsets.UTF_8);
  }
}
