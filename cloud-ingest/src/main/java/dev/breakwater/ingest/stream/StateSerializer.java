package dev.breakwater.ingest.stream;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.util.Objects;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/**
 * Serializer of an immutable type by its {@link Format}. Thread-safe: it has no mutable state, and
 * copies of a value are the value itself.
 *
 * @param <T> the type
 */
public final class StateSerializer<T> extends TypeSerializer<T> {
  private static final long serialVersionUID = 1L;

  private final String name;

  /** What {@link #deserialize} reads: below the format's version while old state is migrated. */
  private final int readVersion;

  // Found again by its name after Java serialization: Flink ships serializers in the job graph.
  private transient Format<T> format;

  StateSerializer(Format<T> format, int readVersion) {
    this.name = format.name();
    this.readVersion = readVersion;
    this.format = format;
  }

  Format<T> format() {
    return format;
  }

  @SuppressWarnings("unchecked") // a name belongs to one format for ever
  private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
    in.defaultReadObject();
    format = (Format<T>) Formats.named(name);
  }

  @Override
  public void serialize(T value, DataOutputView out) throws IOException {
    format.writer().write(value, out);
  }

  @Override
  public T deserialize(DataInputView in) throws IOException {
    return format.reader().read(readVersion, in);
  }

  @Override
  public T deserialize(T reuse, DataInputView in) throws IOException {
    return deserialize(in);
  }

  @Override
  public void copy(DataInputView in, DataOutputView out) throws IOException {
    serialize(deserialize(in), out);
  }

  @Override
  public T copy(T value) {
    return value;
  }

  @Override
  public T copy(T value, T reuse) {
    return value;
  }

  @Override
  public boolean isImmutableType() {
    return true;
  }

  @Override
  public TypeSerializer<T> duplicate() {
    return this;
  }

  /** Returns null: no type here has an empty value to fill. */
  @Override
  public @Nullable T createInstance() {
    return null;
  }

  @Override
  public int getLength() {
    return -1;
  }

  @Override
  public TypeSerializerSnapshot<T> snapshotConfiguration() {
    return new StateSnapshot<>(format);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof StateSerializer<?> that
        && name.equals(that.name)
        && readVersion == that.readVersion;
  }

  @Override
  public int hashCode() {
    return Objects.hash(name, readVersion);
  }
}
