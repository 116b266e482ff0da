package dev.breakwater.cli;

import picocli.CommandLine;

/** Entry point of a car, which has nothing of the onshore side on its class path. */
final class AgentMain {
  private AgentMain() {}

  public static void main(String[] args) {
    System.exit(Main.prepared(new CommandLine(new AgentCommand())).execute(args));
  }
}
