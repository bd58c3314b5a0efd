namespace Moderation.Load;

/// <summary>
/// Comments of which no two are alike, as on a day when many write: words of given texts, drawn anew for each, and a telephone of
/// its own, so that no author's limit is met.
/// </summary>
internal static class VariedComments
{
    private const int FewestWords = 8;
    private const int MostWords = 40;

    /// <param name="comments">Where names, articles, titles and words come from.</param>
    /// <param name="count">How many are made.</param>
    /// <param name="seed">The same for the same comments.</param>
    public static IReadOnlyList<Comment> Of(IReadOnlyList<Comment> comments, int count, int seed)
    {
        var random = new Random(seed);
        var words = comments.SelectMany(c => c.Content.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToArray();
        return
        [
            .. Enumerable
                .Range(0, count)
                .Select(i => comments[i % comments.Count] with
                {
                    Phone = $"09{random.Next(10_000_000, 99_999_999)}",
                    Content = string.Join(' ', random.GetItems(words, random.Next(FewestWords, MostWords))),
                }),
        ];
    }
}
