package dev.lookalike.gallery;

import java.util.List;
import java.util.Set;

/// What an [inspection][Gallery#inspect] found.
///
/// @param pictures
///            how many were looked at
/// @param compared
///            how many pairs were compared pixel by pixel
/// @param copyGroups
///            how many groups of copies there are
/// @param copies
///            some of them: copies of one file first, then those whose pixels agree most
/// @param outliers
///            the pictures least like any other, the least first
/// @param doubts
///            the labels that the most alike pictures contradict, the most doubtful first
/// @param unreadable
///            files that could not be looked at; their pictures are told as copies only of the same file
/// @param seconds
///            that it took
public record InspectionReport(long pictures, long compared, long copyGroups, List<Copies> copies,
        List<Outlier> outliers, List<Doubt> doubts, List<Rejection> unreadable, double seconds) {
    /// The most unreadable files that are told.
    public static final int MAX_UNREADABLE = 1_000;

    public InspectionReport {
        copies = List.copyOf(copies);
        outliers = List.copyOf(outliers);
        doubts = List.copyOf(doubts);
        unreadable = List.copyOf(unreadable);
    }

    /// Pictures that show one photo.
    ///
    /// @param sameFile
    ///            whether their files hold the same bytes
    /// @param agreement
    ///            how far the pixels agree of the two that are the least sure, 1 for the same bytes
    /// @param images
    ///            the largest first, the one to keep; of equal ones, the one that was added first
    public record Copies(boolean sameFile, double agreement, List<Image> images) {
        public Copies {
            images = List.copyOf(images);
        }
    }

    /// A picture that is unlike all others.
    ///
    /// @param nearest
    ///            the one it is most like
    /// @param score
    ///            of that
    /// @param distance
    ///            how far the last of its hundred nearest lies (of fewer than 1,000 pictures, of a tenth of them), less half of
    ///            how far those of these do
    public record Outlier(Image image, Image nearest, double score, double distance) {}

    /// A label that others contradict.
    ///
    /// @param labels
    ///            of the picture
    /// @param share
    ///            of the pictures most like it, weighted by how alike they are, those that have one of its labels
    /// @param instead
    ///            the label that most of them have
    /// @param insteadShare
    ///            those that have this label
    public record Doubt(Image image, Set<String> labels, double share, String instead, double insteadShare) {
        public Doubt {
            labels = Set.copyOf(labels);
        }
    }
}
