package dev.breakwater.console.fleet;

import dev.breakwater.console.Answer;
import dev.breakwater.console.Call;
import dev.breakwater.wire.Digest;
import dev.breakwater.wire.ItemId;
import dev.breakwater.wire.VehicleRef;
import java.util.Optional;

/** What a call names, read with a limit. */
final class Asked {
  private Asked() {}

  static Optional<VehicleRef> vehicle(Call call) {
    try {
      return Optional.of(new VehicleRef(call.path().getOrDefault("vehicle", "")));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  static Optional<Digest> digest(Call call, String name) {
    try {
      return Optional.of(Digest.ofHex(call.path().getOrDefault(name, "")));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  static Optional<ItemId> item(String text) {
    try {
      return Optional.of(ItemId.parse(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Returns a number of the query within bounds; {@code otherwise} if it is not one. */
  static int number(Call call, String name, int otherwise, int most) {
    try {
      int number = Integer.parseInt(call.query().getOrDefault(name, ""));
      return Math.max(0, Math.min(most, number));
    } catch (NumberFormatException e) {
      return otherwise;
    }
  }

  static Answer notFound(String what) {
    return new Answer.Problem(404, "not-found", "There is no such " + what + ".");
  }
}
