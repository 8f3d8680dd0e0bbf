package dev.lookalike.gallery;

/// Of what tastes are learnt that answer queries for a person.
///
/// @param learnt
///            whether they are; if not, a person's own likes answer alone
/// @param people
///            who like something
/// @param likes
///            of all of them
/// @param pictures
///            there were then
/// @param learning
///            whether they are being learnt, in the background
/// @param done
///            steps of that, of `of`
public record TasteStatus(boolean learnt, long people, long likes, long pictures, boolean learning, int done, int of) {
    /// Where nothing of the kind is kept.
    public static final TasteStatus NONE = new TasteStatus(false, 0, 0, 0, false, 0, 0);
}
