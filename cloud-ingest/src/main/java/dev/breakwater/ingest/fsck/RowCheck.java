package dev.breakwater.ingest.fsck;

import dev.breakwater.audit.fsck.Finding;
import dev.breakwater.audit.layout.Commitment;
import dev.breakwater.audit.layout.CommittedContent;
import dev.breakwater.audit.layout.LeafContent;
import dev.breakwater.ingest.keys.DataKey;
import dev.breakwater.ingest.keys.ItemCipher;
import dev.breakwater.ingest.keys.UnopenableException;
import dev.breakwater.ingest.onshore.CorruptRowException;
import dev.breakwater.ingest.onshore.OnshoreStore;
import dev.breakwater.ingest.onshore.Part;
import dev.breakwater.ingest.onshore.Selection;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Item;
import dev.breakwater.wire.Outcome;
import dev.breakwater.wire.SubjectRef;
import dev.breakwater.wire.WireFormatException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Compares rows with the entries that commit to them. One thread. */
final class RowCheck {
  /** A leaf has the stage of the decision: onshore, or in the car if the row tells of one. */
  private static final List<String> STAGES = List.of("STORE", "COLLECT", "OFFBOARD");

  private final ItemCipher cipher;
  private final LoggedEntries entries;
  private final List<Finding> findings = new ArrayList<>();
  private final Set<Integer> taken = new HashSet<>();
  private long count;

  RowCheck(ItemCipher cipher, LoggedEntries entries) {
    this.cipher = cipher;
    this.entries = entries;
  }

  /** Compares every row of both tables. */
  void checkAll(OnshoreStore store) throws IOException {
    for (Part part : Part.values()) {
      try {
        store.each(Selection.all(part), this::checkRow);
      } catch (CorruptRowException e) {
        add(Finding.NO_INDEX, part.table(), String.valueOf(e.getMessage()));
      } catch (UncheckedIOException e) {
        throw new IOException(part.table() + " cannot be checked", e.getCause());
      }
    }
  }

  List<Finding> findings() {
    return findings;
  }

  long count() {
    return count;
  }

  boolean isTaken(int index) {
    return taken.contains(index);
  }

  private void checkRow(Outcome row) {
    count++;
    try {
      check(row);
    } catch (UnopenableException e) {
      add(Finding.NO_INDEX, row.item(), String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void check(Outcome row) throws IOException {
    Optional<Bytes> key = key(row);
    Optional<Bytes> plain = cipher.open(row);
    if (key.isEmpty() || plain.isEmpty()) {
      add(Finding.NO_INDEX, row.item(), "the row is there and its key is destroyed");
      return;
    }
    CommittedContent content = content(row, plain.get());
    for (String stage : STAGES) {
      List<Integer> places = entries.find(Commitment.of(key.get(), stage, content));
      if (!places.isEmpty()) {
        take(row, places);
        return;
      }
    }
    add(Finding.NO_INDEX, row.item(), "no entry of the log commits to the row");
  }

  /** The entry that says what the row says and is no other row's, if there is one. */
  private void take(Outcome row, List<Integer> places) {
    int index =
        places.stream()
            .filter(each -> !taken.contains(each) && says(each, row))
            .findFirst()
            .orElse(places.get(0));
    if (!taken.add(index)) {
      add(index, row.item(), "two rows have this entry");
    }
    if (!says(index, row)) {
      add(index, row.item(), "the entry states another decision than the row");
    }
  }

  private boolean says(int index, Outcome row) {
    LeafContent leaf = entries.leaves().get(index);
    boolean onshore = leaf.stage().equals("STORE");
    boolean same = leaf.decision().equals(row.verdict().name()) && leaf.rules().equals(row.rules());
    return leaf.pack().equals(row.pack()) && (same || !onshore);
  }

  private Optional<Bytes> key(Outcome row) throws IOException {
    // An earlier release wrote rows without a key.
    return row.key().isEmpty()
        ? cipher.keys().find(row.vehicle(), row.purpose())
        : cipher.keys().find(row.key()).map(DataKey::secret);
  }

  private static CommittedContent content(Outcome row, Bytes plain) {
    try {
      Item item = Item.decode(plain);
      SubjectRef subject = item.subject();
      return new CommittedContent(
          row.item(),
          row.digest(),
          subject == null ? "" : subject.value(),
          item.capturedAtMillis(),
          "");
    } catch (WireFormatException e) {
      return new CommittedContent(row.item(), row.digest(), "", 0, ""); // quarantined bytes
    }
  }

  private void add(long index, String where, String what) {
    findings.add(new Finding(index, where, what));
  }
}
