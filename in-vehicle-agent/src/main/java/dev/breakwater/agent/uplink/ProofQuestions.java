package dev.breakwater.agent.uplink;

import java.io.IOException;

/** Asks the receiver for proofs, one at a time. Belongs to the uplink's thread. */
final class ProofQuestions {
  private final ProofInbox inbox;
  private final DtlsSession session;
  private boolean asking;

  ProofQuestions(ProofInbox inbox, DtlsSession session) {
    this.inbox = inbox;
    this.session = session;
  }

  void attend() throws IOException {
    ProofAnswer answer = session.nextProof();
    if (answer != null) {
      asking = false;
      if (answer.told()) {
        inbox.answered(answer.question(), answer.proof());
      }
    }
    // Not the first question of a session: the handshake is for what is to be sent.
    if (!asking && session.isEstablished()) {
      inbox
          .next()
          .ifPresent(
              question -> {
                asking = true;
                session.askForProof(question);
              });
    }
  }
}
