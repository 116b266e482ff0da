package dev.breakwater.agent.consent;

import dev.breakwater.wire.Bytes;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Which decisions a compaction kept.
 *
 * @param reached epoch of the last decision then
 */
record KeptEpochs(long reached, List<Long> epochs) {
  KeptEpochs {
    epochs = List.copyOf(epochs);
  }

  static final KeptEpochs EVERYTHING = new KeptEpochs(0, List.of());

  Bytes encode() {
    var body = ByteBuffer.allocate(Long.BYTES * (1 + epochs.size())).putLong(reached);
    epochs.forEach(body::putLong);
    return Bytes.of(body.array());
  }

  static KeptEpochs decode(Bytes body) {
    ByteBuffer in = body.asBuffer();
    long reached = in.getLong();
    List<Long> epochs = new ArrayList<>();
    while (in.remaining() >= Long.BYTES) {
      epochs.add(in.getLong());
    }
    return new KeptEpochs(reached, List.copyOf(epochs));
  }

  /** Returns the epoch that the record at an index, from 0, has to have. */
  long epochAt(int index) {
    return index < epochs.size() ? epochs.get(index) : reached + index - epochs.size() + 1;
  }
}
