package dev.breakwater.agent.keys;

/** A key vault does not open; its file is to be restored, or its credential to be given. */
final class VaultClosedException extends Exception {
  VaultClosedException(String message) {
    super(message);
  }
}
