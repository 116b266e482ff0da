package dev.breakwater.ingest.stream;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/**
 * What a savepoint says of a {@link StateSerializer}: the format's name and the version it was
 * written with. A newer program migrates an older version; an older program refuses a newer one.
 *
 * @param <T> the type
 */
public final class StateSnapshot<T> implements TypeSerializerSnapshot<T> {
  private static final int VERSION = 1;

  private @Nullable Format<T> format;
  private int writtenVersion;

  /** For Flink, which calls {@link #readSnapshot} next. */
  public StateSnapshot() {}

  StateSnapshot(Format<T> format) {
    this.format = format;
    this.writtenVersion = format.version();
  }

  @Override
  public int getCurrentVersion() {
    return VERSION;
  }

  @Override
  public void writeSnapshot(DataOutputView out) throws IOException {
    out.writeUTF(known().name());
    out.writeInt(writtenVersion);
  }

  @Override
  @SuppressWarnings("unchecked") // a name belongs to one format for ever
  public void readSnapshot(int readVersion, DataInputView in, ClassLoader loader)
      throws IOException {
    if (readVersion != VERSION) {
      throw new IOException("snapshot version " + readVersion + ", known is " + VERSION);
    }
    format = (Format<T>) Formats.named(in.readUTF());
    writtenVersion = in.readInt();
  }

  @Override
  public TypeSerializer<T> restoreSerializer() {
    return new StateSerializer<>(known(), writtenVersion);
  }

  @Override
  public TypeSerializerSchemaCompatibility<T> resolveSchemaCompatibility(
      TypeSerializerSnapshot<T> old) {
    if (!(old instanceof StateSnapshot<T> that) || !that.known().name().equals(known().name())) {
      return TypeSerializerSchemaCompatibility.incompatible();
    }
    if (that.writtenVersion > writtenVersion) {
      return TypeSerializerSchemaCompatibility.incompatible();
    }
    return that.writtenVersion == writtenVersion
        ? TypeSerializerSchemaCompatibility.compatibleAsIs()
        : TypeSerializerSchemaCompatibility.compatibleAfterMigration();
  }

  private Format<T> known() {
    if (format == null) {
      throw new IllegalStateException("the snapshot has not been read yet");
    }
    return format;
  }
}
