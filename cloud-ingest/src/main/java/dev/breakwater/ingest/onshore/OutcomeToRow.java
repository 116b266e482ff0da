package dev.breakwater.ingest.onshore;

import dev.breakwater.wire.Outcome;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;

/** Makes a row for Iceberg's sink; fields in the order of {@link OutcomeRow#SCHEMA}. */
final class OutcomeToRow implements MapFunction<Outcome, RowData> {
  private static final long serialVersionUID = 1L;

  @Override
  public RowData map(Outcome outcome) {
    return GenericRowData.of(
        StringData.fromString(outcome.vehicle()),
        outcome.epoch(),
        StringData.fromString(outcome.lane()),
        outcome.number(),
        StringData.fromString(outcome.digest().hex()),
        StringData.fromString(outcome.category()),
        StringData.fromString(outcome.purpose()),
        outcome.capturedAtMillis(),
        TimestampData.fromEpochMillis(outcome.appendedAtMillis()),
        new GenericArrayData(
            outcome.rules().stream().map(StringData::fromString).toArray(Object[]::new)),
        StringData.fromString(outcome.pack().hex()),
        StringData.fromString(outcome.reason()),
        outcome.body().toArray(),
        StringData.fromString(outcome.key()));
  }
}
