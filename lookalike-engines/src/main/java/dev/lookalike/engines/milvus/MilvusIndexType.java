package dev.lookalike.engines.milvus;

import java.util.Map;

import io.milvus.v2.common.IndexParam;

/// How Milvus indexes vectors. Before it has (a part of a collection that still grows) it looks at all of them.
enum MilvusIndexType {
    /// Looks at all vectors: exact.
    FLAT(IndexParam.IndexType.FLAT),
    /// A graph.
    HNSW(IndexParam.IndexType.HNSW),
    /// Cells; an exact search looks into all of them.
    IVF_FLAT(IndexParam.IndexType.IVF_FLAT),
    /// Cells of vectors in 8 bits a value.
    IVF_SQ8(IndexParam.IndexType.IVF_SQ8),
    /// Cells of vectors in 4 bits for two values, checked on full ones.
    SCANN(IndexParam.IndexType.SCANN),
    /// A graph on the server's disk.
    DISKANN(IndexParam.IndexType.DISKANN),
    /// Whatever the server thinks best.
    AUTOINDEX(IndexParam.IndexType.AUTOINDEX);

    private static final int MAX_DEGREE = 16;
    private static final int BUILD_BEAM_WIDTH = 200;
    private static final int CELLS = 1_024;
    private static final int WIDEST = 32_768;
    /// How many candidates a cell stands for where a beam width is given.
    private static final int CANDIDATES_PER_CELL = 4;

    private final IndexParam.IndexType type;

    MilvusIndexType(IndexParam.IndexType type) {
        this.type = type;
    }

    /// What Milvus calls it.
    IndexParam.IndexType type() {
        return type;
    }

    /// What Milvus is told to build it.
    Map<String, Object> building() {
        return switch (this) {
            case FLAT, DISKANN, AUTOINDEX -> Map.of();
            case HNSW -> Map.of("M", MAX_DEGREE, "efConstruction", BUILD_BEAM_WIDTH);
            case IVF_FLAT, IVF_SQ8 -> Map.of("nlist", CELLS);
            case SCANN -> Map.of("nlist", CELLS, "with_raw_data", true);
        };
    }

    /// What Milvus is told to search in it.
    ///
    /// @param count
    ///            how many are to be found
    /// @param beamWidth
    ///            how many candidates to keep; all it can where the answer should be exact
    Map<String, Object> searching(int count, int beamWidth) {
        int width = Math.clamp(beamWidth, count, WIDEST);
        return switch (this) {
            case FLAT, AUTOINDEX -> Map.of();
            case HNSW -> Map.of("ef", width);
            case IVF_FLAT, IVF_SQ8, SCANN -> Map.of("nprobe", Math.clamp(width / CANDIDATES_PER_CELL, 1, CELLS));
            case DISKANN -> Map.of("search_list", width);
        };
    }
}
