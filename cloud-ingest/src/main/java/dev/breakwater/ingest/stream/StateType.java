package dev.breakwater.ingest.stream;

import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.ChainId;
import dev.breakwater.wire.Digest;
import dev.breakwater.wire.ItemId;
import dev.breakwater.wire.Outcome;
import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.jspecify.annotations.Nullable;

/**
 * Flink's type information of what travels between operators or rests in state. Flink must never
 * guess one: a guessed type is written by Kryo, which no later release could read.
 *
 * @param <T> the type
 */
public final class StateType<T> extends TypeInformation<T> {
  private static final long serialVersionUID = 1L;

  public static final StateType<Bytes> BYTES = new StateType<>(Formats.BYTES);
  public static final StateType<Digest> DIGEST = new StateType<>(Formats.DIGEST);
  public static final StateType<ChainId> CHAIN_ID = new StateType<>(Formats.CHAIN_ID);
  public static final StateType<ItemId> ITEM_ID = new StateType<>(Formats.ITEM_ID);
  public static final StateType<ChunkId> CHUNK_ID = new StateType<>(Formats.CHUNK_ID);
  public static final StateType<ChainHead> CHAIN_HEAD = new StateType<>(Formats.CHAIN_HEAD);
  public static final StateType<Gap> GAP = new StateType<>(Formats.GAP);
  public static final StateType<Withdrawn> WITHDRAWN = new StateType<>(Formats.WITHDRAWN);
  public static final StateType<Arrival> ARRIVAL = new StateType<>(Formats.ARRIVAL);
  public static final StateType<Outcome> OUTCOME = new StateType<>(Formats.OUTCOME);

  private final StateSerializer<T> serializer;

  private StateType(Format<T> format) {
    this.serializer = new StateSerializer<>(format, format.version());
  }

  @Override
  public TypeSerializer<T> createSerializer(SerializerConfig config) {
    return serializer;
  }

  @Override
  public Class<T> getTypeClass() {
    return serializer.format().type();
  }

  @Override
  public boolean isKeyType() {
    return true;
  }

  @Override
  public boolean isBasicType() {
    return false;
  }

  @Override
  public boolean isTupleType() {
    return false;
  }

  @Override
  public int getArity() {
    return 1;
  }

  @Override
  public int getTotalFields() {
    return 1;
  }

  @Override
  public String toString() {
    return "StateType(" + serializer.format().name() + ")";
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof StateType<?> that && serializer.equals(that.serializer);
  }

  @Override
  public int hashCode() {
    return serializer.hashCode();
  }

  @Override
  public boolean canEqual(Object other) {
    return other instanceof StateType;
  }
}
