package dev.breakwater.ingest.receive;

import dev.breakwater.ingest.keys.ItemCipher;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.VehicleRecord;
import dev.breakwater.wire.VehicleRef;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongFunction;

/**
 * What a receiver works with.
 *
 * @param vehicles the registry
 * @param bundles returns the policy bundle after the one with this number
 * @param cipher encrypts items before they are written
 * @param proofs that items are in the log
 * @param raw closed by the receiver
 */
record ReceiverParts(
    Function<VehicleRef, Optional<VehicleRecord>> vehicles,
    LongFunction<Optional<Bytes>> bundles,
    ItemCipher cipher,
    ItemProofs proofs,
    RawLog raw) {}
