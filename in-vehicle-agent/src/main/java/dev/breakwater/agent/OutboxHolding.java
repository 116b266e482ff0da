package dev.breakwater.agent;

import dev.breakwater.agent.consent.Deleted;
import dev.breakwater.agent.consent.Holding;
import dev.breakwater.agent.notice.Purpose;
import dev.breakwater.agent.outbox.Outbox;
import dev.breakwater.agent.outbox.Purged;
import dev.breakwater.agent.outbox.Withdrawal;
import dev.breakwater.policy.rule.Consent;
import dev.breakwater.wire.Digest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What waits in the outbox under a consent. It is given up at once and durably, from any thread;
 * the tombstones follow with the next commit.
 */
final class OutboxHolding implements Holding {
  private static final String EVERY_PURPOSE = "";

  private final Outbox outbox;

  OutboxHolding(Outbox outbox) {
    this.outbox = outbox;
  }

  @Override
  public Deleted delete(Purpose purpose, Consent now) throws IOException {
    if (now == Consent.YES) {
      return Deleted.NOTHING;
    }
    Map<String, Long> counts = new TreeMap<>();
    List<Digest> digests = new ArrayList<>();
    for (String category : purpose.categories()) {
      for (Purged item : outbox.purge(new Withdrawal(category, EVERY_PURPOSE))) {
        counts.merge(item.category(), 1L, Long::sum);
        digests.add(item.digest());
      }
    }
    return new Deleted(counts, digests);
  }
}
