using Dapper;
using Moderation.Contracts;
using Moderation.Moderator.Comments;
using Npgsql;

namespace Moderation.Moderator.Lists;

/// <summary>Looks at what waits with other lists than those in force.</summary>
public sealed class WaitingComments(NpgsqlDataSource database)
{
    private const int Most = 20_000;
    private const int Chunk = 1_000;
    private const int SampleSize = 20;

    internal async Task<Preview> PreviewAsync(
        TermMatcher now,
        TermMatcher then,
        string[]? sections,
        CancellationToken cancellationToken
    )
    {
        const string sql = $"""
            SELECT * FROM comments
            WHERE is_waiting(status) AND status NOT IN {Queues.BroughtBack} AND id < @before
                AND (@sections::text[] IS NULL OR section = ANY(@sections))
            ORDER BY id DESC LIMIT @Chunk
            """;
        var (examined, gained, lost, sample) = (0, 0, 0, new List<PreviewItem>());
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        for (var before = Guid.AllBitsSet; ;)
        {
            var comments = (
                await connection.QueryAsync<Comment>(
                    new CommandDefinition(
                        sql,
                        new
                        {
                            sections,
                            before,
                            Chunk,
                        },
                        cancellationToken: cancellationToken
                    )
                )
            ).AsList();
            foreach (var comment in comments)
            {
                var (was, will) = (Spans(comment, now), Spans(comment, then));
                if (was.Count > 0 == will.Count > 0)
                    continue;
                gained += will.Count > 0 ? 1 : 0;
                lost += was.Count > 0 ? 1 : 0;
                if (sample.Count < SampleSize)
                {
                    sample.Add(
                        new PreviewItem(comment.Id, comment.Revision, will.Count > 0, comment.Text, will.Count > 0 ? will : was)
                    );
                }
            }

            examined += comments.Count;
            if (comments.Count < Chunk || examined >= Most)
                return new Preview(examined, comments.Count < Chunk, gained, lost, sample);
            before = comments[^1].Id;
        }
    }

    private static List<FoundSpan> Spans(Comment comment, TermMatcher terms) =>
        terms.In(comment.Text).ConvertAll(hit => new FoundSpan(hit.Field, hit.Start, hit.End, hit.Kind.Word(), hit.Term));
}
