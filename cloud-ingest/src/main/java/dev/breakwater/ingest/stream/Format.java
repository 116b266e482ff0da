package dev.breakwater.ingest.stream;

import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * How values of one immutable type are written between operators and in state.
 *
 * @param name stays the same for ever: savepoints hold it
 * @param version of what {@code writer} writes, from 1; {@code reader} reads it and every older one
 */
record Format<T>(String name, int version, Class<T> type, Writer<T> writer, Reader<T> reader) {

  /** Writes one value. */
  interface Writer<T> {
    void write(T value, DataOutputView out) throws IOException;
  }

  /** Reads one value. */
  interface Reader<T> {
    T read(int version, DataInputView in) throws IOException;
  }
}
