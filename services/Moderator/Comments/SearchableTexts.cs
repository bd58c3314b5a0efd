using Dapper;
using Moderation.Text;
using Npgsql;

namespace Moderation.Moderator.Comments;

/// <summary>What searches find one revision of a comment by.</summary>
internal sealed record SearchableText(Guid Id, int Revision, string Name, string Title, string Content, string? MaskedPhone)
{
    public string Marked => SearchText.Marked($"{Name}\n{Title}\n{Content}\n{MaskedPhone}");
}

/// <summary>The table of texts as searches read them.</summary>
internal sealed class SearchableTexts(NpgsqlDataSource database)
{
    private const int Chunk = 2_000;

    /// <summary>In the transaction that records the comments.</summary>
    public static Task AddAsync(NpgsqlTransaction transaction, IReadOnlyCollection<SearchableText> texts)
    {
        const string sql = """
            INSERT INTO searchable_texts (comment_id, revision, marked, unmarked)
            SELECT * FROM unnest(@Ids, @Revisions, @Marked, @Unmarked) ON CONFLICT DO NOTHING
            """;
        if (texts.Count == 0)
            return Task.CompletedTask;
        var marked = texts.Select(t => t.Marked).ToArray();
        return transaction.Connection!.ExecuteAsync(
            sql,
            new
            {
                Ids = texts.Select(t => t.Id).ToArray(),
                Revisions = texts.Select(t => t.Revision).ToArray(),
                Marked = marked,
                Unmarked = Array.ConvertAll(marked, SearchText.Unmarked),
            },
            transaction
        );
    }

    /// <summary>Writes what is missing of the newest comments before <paramref name="before"/>.</summary>
    /// <returns>Where to go on; null when these were the oldest.</returns>
    public async Task<Guid?> FillAsync(Guid before, CancellationToken cancellationToken)
    {
        const string last =
            "SELECT id FROM comments WHERE id < @before ORDER BY id DESC OFFSET @Chunk LIMIT 1";
        const string missing = """
            SELECT c.id, c.revision, c.name, c.title, c.content, c.masked_phone FROM comments c
            WHERE c.id < @before AND c.id >= @from AND c.received_at IS NOT NULL AND NOT EXISTS (
                SELECT FROM searchable_texts t WHERE t.comment_id = c.id AND t.revision = c.revision)
            """;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var from = await connection.QuerySingleOrDefaultAsync<Guid?>(last, new { before, Chunk });
        var texts = await connection.QueryAsync<SearchableText>(missing, new { before, from = from ?? Guid.Empty });
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await AddAsync(transaction, texts.AsList());
        await transaction.CommitAsync(CancellationToken.None);
        return from;
    }
}
