using Dapper;
using Xunit;

namespace Moderation.Intake.Tests;

/// <summary>Alone, since what ends connections meets whoever else writes at that moment.</summary>
[CollectionDefinition(nameof(EndedBackendsTests), DisableParallelization = true)]
[Collection(nameof(EndedBackendsTests))]
public class EndedBackendsTests(IntakeUnderTest intake)
{
    [Fact]
    public async Task Backends_that_are_ended_while_comments_come_in_cost_none_and_double_none()
    {
        var article = IntakeUnderTest.NewArticle();
        var ending = EndBackendsAsync(3);
        List<Answer> answers = [];
        do
            answers.AddRange(
                await Task.WhenAll(
                    Enumerable
                        .Range(0, 8)
                        .Select(_ => intake.PostAsync(Comments.Valid(), article, $"key/{Guid.CreateVersion7()}"))
                )
            );
        while (!ending.IsCompleted);
        await ending;

        Assert.All(answers, answer => Assert.Equal(202, answer.Status));
        Assert.Equal(answers.Count, answers.Select(answer => answer.Id).Distinct().Count());
        Assert.Equal(answers.Count, await CountAsync(article));
    }

    /// <summary>Ends connections of the database that are writing comments, as its restart does.</summary>
    private async Task EndBackendsAsync(int most)
    {
        const string sql = """
            SELECT count(pg_terminate_backend(pid)) FROM (
                SELECT pid FROM pg_stat_activity
                WHERE datname = current_database() AND xact_start IS NOT NULL AND pid <> pg_backend_pid()
                    AND (query LIKE '%INSERT INTO submissions (%' OR query LIKE '%INSERT INTO token_buckets (%')
            ) writing
            """;
        await using var connection = await intake.Database.Source.OpenConnectionAsync();
        for (var ended = 0; ended < most;)
            ended += await connection.ExecuteScalarAsync<int>(sql);
    }

    private async Task<long> CountAsync(string article)
    {
        await using var connection = await intake.Database.Source.OpenConnectionAsync();
        return await connection.ExecuteScalarAsync<long>(
            "SELECT count(*) FROM submissions WHERE article_id = @article",
            new { article }
        );
    }
}
