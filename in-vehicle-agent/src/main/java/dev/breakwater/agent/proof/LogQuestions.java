package dev.breakwater.agent.proof;

import dev.breakwater.agent.consent.Erasures;
import dev.breakwater.agent.uplink.ProofInbox;
import dev.breakwater.agent.uplink.ProofQuestion;
import dev.breakwater.audit.checkpoint.VerifierKey;
import dev.breakwater.wire.Bytes;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * All that a car asks the audit log about itself: a sample of its items, and the receipts of its
 * people's withdrawals. Used by the uplink's thread.
 */
public final class LogQuestions implements ProofInbox {
  private final AcknowledgedSample sample;
  private final WithdrawalQuestions withdrawals;
  private final WithdrawalReceipts receipts;

  private LogQuestions(
      AcknowledgedSample sample, WithdrawalQuestions withdrawals, WithdrawalReceipts receipts) {
    this.sample = sample;
    this.withdrawals = withdrawals;
    this.receipts = receipts;
  }

  /**
   * Goes on with what was open.
   *
   * @param sample file of the sample, which need not exist
   * @param receipts directory of the car's deletion receipts
   * @param log key of the log, pinned in the car
   * @throws IOException if a file cannot be read or is damaged
   */
  public static LogQuestions open(
      Path sample, Path receipts, VerifierKey log, InstantSource clock, RandomGenerator random)
      throws IOException {
    var kept = new WithdrawalReceipts(receipts, log);
    return new LogQuestions(
        AcknowledgedSample.open(sample, log, clock, random),
        WithdrawalQuestions.open(receipts, kept, clock),
        kept);
  }

  /**
   * Forgets the items that a car with another name was to ask for; a receiver proves a vehicle its
   * own items only. Incidents stay.
   *
   * @param sample file of the sample, which need not exist; no agent runs
   */
  public static void forgetItems(Path sample) throws IOException {
    var file = new SampleFile(sample);
    SampleFile.Content content = file.read();
    if (!content.items().isEmpty()) {
      file.write(new SampleFile.Content(content.raised(), List.of(), content.incidents()));
    }
  }

  /** Returns what the log proved to be erased onshore. */
  public Erasures erasures() {
    return receipts::find;
  }

  /** Returns the items that the log did not have in time. */
  public Unlogged unlogged() {
    return sample;
  }

  @Override
  public void acknowledged(Bytes item) throws IOException {
    sample.acknowledged(item);
    if (withdrawals.acknowledged(item)) {
      // What is erased is proven no more, and that is no incident.
      sample.forget();
    }
  }

  @Override
  public Optional<ProofQuestion> next() {
    OptionalLong withdrawal = withdrawals.next();
    return withdrawal.isPresent()
        ? Optional.of(new ProofQuestion.OfWithdrawal(withdrawal.getAsLong()))
        : sample.next().map(ProofQuestion.OfItem::new);
  }

  @Override
  public void answered(ProofQuestion question, @Nullable Bytes proof) throws IOException {
    if (question instanceof ProofQuestion.OfItem asked) {
      sample.answered(asked.item(), proof);
    } else if (question instanceof ProofQuestion.OfWithdrawal asked) {
      withdrawals.answered(asked.epoch(), proof);
    }
  }
}
