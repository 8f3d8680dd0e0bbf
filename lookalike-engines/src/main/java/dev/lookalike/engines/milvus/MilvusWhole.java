package dev.lookalike.engines.milvus;

import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.milvus.v2.client.MilvusClientV2;
import io.milvus.v2.common.ConsistencyLevel;
import io.milvus.v2.service.utility.request.GetPersistentSegmentInfoReq;
import io.milvus.v2.service.utility.request.GetQuerySegmentInfoReq;
import io.milvus.v2.service.utility.response.GetQuerySegmentInfoResp;

/// Whether a server has all of a collection again.
final class MilvusWhole {
    /*
     * A server that was killed answers before it has loaded what it had written to its disk, and before it has read again
     * what it had not. So whoever may have met a restart, because a connection was lost or because nothing was asked for
     * longer than a restart takes, compares first what is on the disk with what is loaded, and then waits for an answer
     * that sees all that was written.
     */
    private static final long RESTART_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final String ON_DISK = "Flushed";

    private final MilvusServer server;
    private final String collection;
    private volatile long losses = -1;
    private volatile long seenNanos;

    MilvusWhole(MilvusServer server, String collection) {
        this.server = server;
        this.collection = collection;
    }

    /// Whether the server has not been restarted, as far as can be told, since it was seen to have all.
    boolean isKnown() {
        return losses == server.losses() && System.nanoTime() - seenNanos < RESTART_NANOS;
    }

    /// Asks a server that has all; it is asked again while something is missing.
    ///
    /// @param usual
    ///            what the answer must see where nothing happened
    <T> T read(MilvusClientV2 client, ConsistencyLevel usual, Function<ConsistencyLevel, T> request) {
        long before = server.losses();
        boolean known = isKnown();
        if (!known) {
            requireLoaded(client);
        }
        T answer = request.apply(known ? usual : ConsistencyLevel.STRONG);
        losses = before;
        seenNanos = System.nanoTime();
        return answer;
    }

    private void requireLoaded(MilvusClientV2 client) {
        var loaded = client.getQuerySegmentInfo(GetQuerySegmentInfoReq.builder().collectionName(collection).build())
                .getSegmentInfos().stream().map(GetQuerySegmentInfoResp.QuerySegmentInfo::getSegmentID)
                .collect(Collectors.toSet());
        boolean whole = client
                .getPersistentSegmentInfo(GetPersistentSegmentInfoReq.builder().collectionName(collection).build())
                .getSegmentInfos().stream().filter(segment -> ON_DISK.equals(segment.getState()))
                .allMatch(segment -> loaded.contains(segment.getSegmentID()));
        if (!whole) {
            throw new MilvusServer.NotYet("the server has not loaded all of %s yet".formatted(collection));
        }
    }
}
