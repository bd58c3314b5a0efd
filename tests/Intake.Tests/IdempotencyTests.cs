using Dapper;
using Xunit;

namespace Moderation.Intake.Tests;

public class IdempotencyTests(IntakeUnderTest intake)
{
    [Fact]
    public async Task The_same_key_with_the_same_content_is_the_same_comment()
    {
        var (article, key) = (IntakeUnderTest.NewArticle(), NewKey());
        var first = await intake.PostAsync(Comments.With("phone", "0912345678"), article, key);
        var again = await intake.PostAsync(Comments.With("phone", "+84 912 345 678"), article, key);
        Assert.Equal(202, again.Status);
        Assert.Equal(first.Body, again.Body);
        Assert.Equal(1, await CountAsync(article));
    }

    [Theory]
    [InlineData("name")]
    [InlineData("title")]
    [InlineData("content")]
    [InlineData("phone")]
    [InlineData("parentId")]
    public async Task The_same_key_with_another_content_is_refused(string field)
    {
        var (article, key) = (IntakeUnderTest.NewArticle(), NewKey());
        var comment = Comments.Valid();
        await intake.PostAsync(comment, article, key);
        comment[field] = field switch
        {
            "phone" => "0912345678",
            "parentId" => Guid.CreateVersion7().ToString(),
            _ => "khác",
        };
        var other = await intake.PostAsync(comment, article, key);
        Assert.Equal(422, other.Status);
        Assert.Equal("idempotency-key-reused", other.Problem);
        Assert.Equal(1, await CountAsync(article));
    }

    [Fact]
    public async Task The_same_key_under_another_article_is_refused()
    {
        var key = NewKey();
        await intake.PostAsync(Comments.Valid(), key: key);
        var other = await intake.PostAsync(Comments.Valid(), key: key);
        Assert.Equal(422, other.Status);
    }

    [Fact]
    public async Task Twenty_at_once_through_two_copies_of_the_service_are_one_comment()
    {
        var (article, key) = (IntakeUnderTest.NewArticle(), NewKey());
        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, 20)
                .Select(i => IntakeUnderTest.SendAsync(i % 2 == 0 ? intake.Site : intake.Public, Comments.Valid(), article, key))
        );
        Assert.All(answers, answer => Assert.Equal(202, answer.Status));
        Assert.Single(answers.Select(answer => answer.Body).Distinct(StringComparer.Ordinal));
        Assert.Equal(1, await CountAsync(article));
        await intake.SubmittedAsync(answers[0].Id);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_commit_whose_answer_was_lost_is_one_comment_and_accepted(bool hasKey)
    {
        var (article, content) = (IntakeUnderTest.NewArticle(), $"Bình luận {Guid.CreateVersion7()}");
        var lost = intake.Wire.LoseCommitOf(content);

        var answer = await intake.PostAsync(Comments.With("content", content), article, hasKey ? NewKey() : null);

        Assert.True(lost.IsCompletedSuccessfully);
        Assert.Equal(202, answer.Status);
        Assert.Equal(1, await CountAsync(article));
        await intake.SubmittedAsync(answer.Id);
    }

    [Fact]
    public async Task Without_a_key_every_request_is_a_comment()
    {
        var article = IntakeUnderTest.NewArticle();
        await intake.SubmitAsync(article: article);
        await intake.SubmitAsync(article: article);
        Assert.Equal(2, await CountAsync(article));
    }

    [Theory]
    [InlineData("hai chữ")]
    [InlineData("")]
    [InlineData("12345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901")]
    public async Task A_key_that_is_not_1_to_100_visible_ascii_characters_is_refused(string key)
    {
        var comment = Comments.With("idempotencyKey", key);
        var answer = await intake.PostAsync(comment);
        Assert.Equal(400, answer.Status);
        Assert.Equal(["idempotencyKey: invalid-idempotency-key"], answer.FieldErrors);
    }

    [Fact]
    public async Task The_key_itself_is_not_stored()
    {
        var (article, key) = (IntakeUnderTest.NewArticle(), NewKey());
        await intake.PostAsync(Comments.Valid(), article, key);
        await using var connection = await intake.Database.Source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        var row = await connection.QuerySingleAsync<string>(
            "SELECT s::text FROM submissions s WHERE article_id = @article",
            new { article }
        );
        Assert.DoesNotContain(key, row, StringComparison.Ordinal);
    }

    private static string NewKey() => $"key/{Guid.CreateVersion7()}";

    private async Task<long> CountAsync(string article)
    {
        await using var connection = await intake.Database.Source.OpenConnectionAsync();
        return await connection.ExecuteScalarAsync<long>(
            "SELECT count(*) FROM submissions WHERE article_id = @article",
            new { article }
        );
    }
}
