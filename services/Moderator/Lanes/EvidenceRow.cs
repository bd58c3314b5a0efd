namespace Moderation.Moderator.Lanes;

/// <summary>What a person decided of one comment, for a lane.</summary>
/// <param name="Id">Of the comment.</param>
/// <param name="Author">The same for all comments that are known to be of one author.</param>
/// <param name="Cluster">The same for near-duplicates.</param>
/// <param name="Decision">How the lane would have done.</param>
internal readonly record struct EvidenceRow(Guid Id, long Author, Guid Cluster, ScoredDecision Decision)
{
    /// <summary>Of a comment <c>c</c>, in SQL: its author and its near-duplicates.</summary>
    public const string Alike = """
        hashtextextended(coalesce(c.phone_key, c.device_key, c.address_key, c.id::text), 0) AS author,
        coalesce(c.cluster_id, c.id) AS cluster
        """;

    /// <summary>Of one author no more than so many count, so that nobody opens a lane, or keeps it open, by flooding.</summary>
    private const int MostOfAuthor = 20;

    /// <returns>In the order in which the comments came: of near-duplicates the first, of an author's the first few.</returns>
    public static IReadOnlyList<ScoredDecision> Counted(IEnumerable<EvidenceRow> rows)
    {
        var clusters = new HashSet<Guid>();
        var ofAuthors = new Dictionary<long, int>();
        return
        [
            .. rows.OrderBy(row => row.Id)
                .Where(row => IsFirst(row.Cluster) & IsAmongFirst(row.Author))
                .Select(row => row.Decision),
        ];

        bool IsFirst(Guid cluster) => clusters.Add(cluster);

        bool IsAmongFirst(long author) => (ofAuthors[author] = ofAuthors.GetValueOrDefault(author) + 1) <= MostOfAuthor;
    }
}
