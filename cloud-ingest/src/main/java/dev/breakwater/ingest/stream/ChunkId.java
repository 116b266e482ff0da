package dev.breakwater.ingest.stream;

import dev.breakwater.wire.ChainId;
import dev.breakwater.wire.Digest;

/**
 * Names a chunk by the chain it must come on, its clip and its position.
 *
 * @param index position among the clip's chunks, from 0
 */
public record ChunkId(ChainId chain, Digest clip, int index) {}
