package dev.breakwater.ingest.receive;

import dev.breakwater.wire.VehicleRef;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * What each vehicle may still ask for now, by the generic cell rate algorithm (ITU-T I.371): for
 * each limit one instant is kept, at which all that was taken is paid off. Safe for use by several
 * threads.
 */
final class Allowances {
  /** The vehicles that are remembered; one that is forgotten was silent the longest. */
  static final int MAX_VEHICLES = 100_000;

  private static final long BURST_NANOS = Duration.ofSeconds(VehicleLimits.BURST_SECONDS).toNanos();

  private final VehicleLimits limits;
  private final LongSupplier nanoTime;

  /** Guarded by this object's monitor. */
  private final Map<VehicleRef, Debt> debts =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<VehicleRef, Debt> eldest) {
          return size() > MAX_VEHICLES;
        }
      };

  /**
   * @param requests when the requests are paid off, nanoseconds
   * @param bytes the same for the bytes
   */
  private record Debt(long requests, long bytes) {}

  /**
   * @param nanoTime as {@link System#nanoTime}
   */
  Allowances(VehicleLimits limits, LongSupplier nanoTime) {
    this.limits = limits;
    this.nanoTime = nanoTime;
  }

  /**
   * Takes a request with its body, if the vehicle may ask for it now.
   *
   * @return zero if it was taken; else how long the vehicle has to wait, nothing was taken
   */
  synchronized Duration take(VehicleRef vehicle, int bytes) {
    long now = nanoTime.getAsLong();
    Debt debt = debts.getOrDefault(vehicle, new Debt(now, now));
    long second = Duration.ofSeconds(1).toNanos();
    long requests = later(debt.requests, now) + second / limits.requestsPerSecond();
    long paid = later(debt.bytes, now) + second * bytes / limits.bytesPerSecond();
    long wait = Math.max(requests - now, paid - now) - BURST_NANOS;
    if (wait > 0) {
      return Duration.ofNanos(wait);
    }
    debts.put(vehicle, new Debt(requests, paid));
    return Duration.ZERO;
  }

  /** Nanosecond times are compared by their difference. */
  private static long later(long one, long other) {
    return one - other > 0 ? one : other;
  }

  synchronized int vehicles() {
    return debts.size();
  }
}
