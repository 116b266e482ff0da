package dev.breakwater.ingest.border;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.breakwater.policy.border.ProvidedField;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Item;
import dev.breakwater.wire.Signal;
import dev.breakwater.wire.WireFormatException;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;

/**
 * Cuts rows to the fields that an approval names (Auto Provisions Art. 12, NDSMR Art. 38): the same
 * row and fields give the same line. A field that the row does not have is left out.
 */
final class RowCut {
  private final ObjectMapper json = new ObjectMapper();
  private final Set<ProvidedField> fields;

  RowCut(Set<ProvidedField> fields) {
    this.fields = fields.isEmpty() ? Set.of() : EnumSet.copyOf(fields);
  }

  /** Returns the line of a row, without its end. */
  Bytes line(Item item) {
    ObjectNode row = json.createObjectNode();
    for (ProvidedField field : ProvidedField.values()) {
      if (fields.contains(field)) {
        put(row, field, item);
      }
    }
    try {
      return Bytes.of(json.writeValueAsBytes(row));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of texts can be written", e);
    }
  }

  private static void put(ObjectNode row, ProvidedField field, Item item) {
    switch (field) {
      case ITEM -> row.put("item", item.id().toString());
      case VEHICLE -> row.put("vehicle", item.id().chain().vehicle().value());
      case SUBJECT -> {
        if (item.subject() != null) {
          row.put("subject", item.subject().value());
        }
      }
      case CATEGORY -> row.put("category", item.category());
      case PURPOSE -> row.put("purpose", item.purpose());
      case CAPTURED_AT ->
          row.put("captured-at", Instant.ofEpochMilli(item.capturedAtMillis()).toString());
      case SIGNAL, VALUE -> putSignal(row, field, item);
      case PAYLOAD -> row.put("payload", item.payload().toArray());
    }
  }

  private static void putSignal(ObjectNode row, ProvidedField field, Item item) {
    try {
      Signal signal = Signal.decode(item.payload());
      if (field == ProvidedField.SIGNAL) {
        row.put("signal", signal.path());
      } else {
        row.put("value", signal.value());
      }
    } catch (WireFormatException e) {
      // The row holds no signal, so it has no such field.
      return;
    }
  }
}
