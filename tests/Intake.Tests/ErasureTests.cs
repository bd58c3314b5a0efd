using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Dapper;
using Moderation.Contracts;
using Moderation.Intake.Tracking;
using Moderation.Testing;
using Xunit;

namespace Moderation.Intake.Tests;

/// <summary>The clocks of requests to erase, and their list for the console.</summary>
public class ErasureTests(IntakeUnderTest intake)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    // A Monday; a Thursday before a weekend; a Saturday; late in the evening of UTC, which is the next day there; over holidays.
    [InlineData("2026-11-02T03:00:00Z", "2026-11-04T17:00:00Z", "2026-11-17T17:00:00Z")]
    [InlineData("2026-11-05T03:00:00Z", "2026-11-09T17:00:00Z", "2026-11-20T17:00:00Z")]
    [InlineData("2026-11-07T03:00:00Z", "2026-11-10T17:00:00Z", "2026-11-22T17:00:00Z")]
    [InlineData("2026-11-02T17:00:00Z", "2026-11-05T17:00:00Z", "2026-11-18T17:00:00Z")]
    [InlineData("2026-12-30T03:00:00Z", "2027-01-04T17:00:00Z", "2027-01-14T17:00:00Z")]
    public void Clocks_run_to_the_end_of_a_day_in_Vietnam_and_the_first_knows_working_days(
        string asked,
        string answerBy,
        string finishBy
    )
    {
        var askedAt = DateTimeOffset.Parse(asked, CultureInfo.InvariantCulture);
        Assert.Equal(
            DateTimeOffset.Parse(answerBy, CultureInfo.InvariantCulture),
            ErasureClock.AnswerBy(askedAt, [new DateOnly(2027, 1, 1)])
        );
        var end = DateTimeOffset.Parse(finishBy, CultureInfo.InvariantCulture);
        Assert.Equal(end, ErasureClock.FinishBy(askedAt));
        Assert.True(askedAt < ErasureClock.LateBefore(end));
        Assert.False(askedAt < ErasureClock.LateBefore(end.AddTicks(-1)));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    public async Task Nobody_lists_erasures_without_the_key(string? key)
    {
        using var response = await AskAsync("", key);
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
        Assert.Equal("operation-key-required", problem.GetProperty("code").GetString());
    }

    [Fact]
    public async Task The_list_has_what_is_not_done_from_the_oldest_on_what_is_late_and_then_what_is_done()
    {
        var ids = new List<Guid>();
        for (var i = 0; i < 52; i++)
        {
            var (id, track) = await intake.SubmitAsync();
            await intake.ActAsync(track + "/erase", "application/json");
            ids.Add(id);
        }
        await using (var connection = await intake.Database.Source.OpenConnectionAsync(Cancellation))
        {
            const string older = """
                UPDATE erasures SET asked_at = asked_at - interval '40 days' - n * interval '1 minute'
                FROM unnest(@ids) WITH ORDINALITY AS u (id, n) WHERE comment_id = id
                """;
            await connection.ExecuteAsync(older, new { ids = ids.ToArray() });
        }
        ids.Reverse();

        var first = await ListAsync("");
        Assert.True(first.GetProperty("late").GetInt32() >= 52);
        Assert.True(first.GetProperty("open").GetInt32() >= 52);
        var next = await ListAsync("?cursor=" + first.GetProperty("next").GetString());
        var listed = Items(first).Concat(Items(next)).ToList();
        Assert.Equal(ids, [.. listed.Select(IdOf).Where(ids.Contains)]);
        Assert.Equal(50, Items(first).Count);
        Assert.True(listed[0].GetProperty("isLate").GetBoolean());
        Assert.Equal(JsonValueKind.Null, listed[0].GetProperty("doneAt").ValueKind);

        await intake.PublishAsync(new CommentForgotten { CommentId = ids[0], Revision = 1, ForgottenAt = Decisions.Decided });
        await Eventually.IsTrueAsync("it is done", async () =>
            Items(await ListAsync("?done=true")).Any(one => IdOf(one) == ids[0])
        );
        var done = Items(await ListAsync("?done=true")).Single(one => IdOf(one) == ids[0]);
        Assert.False(done.GetProperty("isLate").GetBoolean());
        Assert.DoesNotContain(ids[0], Items(await ListAsync("")).Select(IdOf));
        using var wrong = await AskAsync("?cursor=x", IntakeUnderTest.OperationKey);
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
    }

    private static Guid IdOf(JsonElement erasure) => erasure.GetProperty("commentId").GetGuid();

    private static List<JsonElement> Items(JsonElement page) => [.. page.GetProperty("items").EnumerateArray()];

    private async Task<JsonElement> ListAsync(string query)
    {
        using var response = await AskAsync(query, IntakeUnderTest.OperationKey);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
    }

    private async Task<HttpResponseMessage> AskAsync(string query, string? key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "operation/erasures" + query);
        if (key is not null)
            request.Headers.Add("X-Operation-Key", key);
        return await intake.Public.SendAsync(request, Cancellation);
    }
}
