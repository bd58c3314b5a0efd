using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Dapper;
using Moderation.Contracts;
using Moderation.Testing;
using Xunit;

namespace Moderation.Intake.Tests;

/// <summary>Where a comment has been, as the console asks Intake.</summary>
public class WayTests(IntakeUnderTest intake)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_comment_is_found_by_its_id_and_by_its_tracking_link_with_times_and_without_a_word_of_it()
    {
        var (id, track) = await intake.SubmitAsync();
        var token = track[(track.LastIndexOf('/') + 1)..];
        await Eventually.IsTrueAsync("it has left", async () => !Waits(await WayAsync(new { commentId = id })).Any());
        await intake.ActAsync(track + "/withdraw", "application/json");
        await intake.ActAsync(track + "/erase", "application/json");
        await intake.PublishAsync(new CommentForgotten { CommentId = id, Revision = 1, ForgottenAt = Decisions.Decided });

        JsonElement way = default;
        await Eventually.IsTrueAsync("it is erased", async () =>
            Kinds(way = await WayAsync(new { token })).Contains("erased")
        );

        Assert.Equal(id, way.GetProperty("commentId").GetGuid());
        Assert.Equal(["accepted", "withdrawn", "erasureAsked", "erased"], Kinds(way).Where(kind => kind != "waits"));
        Assert.All(way.GetProperty("steps").EnumerateArray(), step =>
            Assert.NotEqual(default, step.GetProperty("at").GetDateTimeOffset())
        );
        Assert.Equal(["commentId", "section", "version", "steps"], way.EnumerateObject().Select(member => member.Name));
        Assert.DoesNotContain(token, way.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_has_not_left_the_outbox_is_told_with_its_tries_and_when_it_goes_on()
    {
        var (id, _) = await intake.SubmitAsync();
        await using (var connection = await intake.Database.Source.OpenConnectionAsync(Cancellation))
        {
            const string sql = """
                INSERT INTO outbox (id, type, body, not_before, attempts)
                SELECT n::uuid, type, @body, now() + interval '1 day', attempts
                FROM unnest(@ids, @types, @attempts) AS u (n, type, attempts)
                """;
            await connection.ExecuteAsync(
                sql,
                new
                {
                    ids = new[] { Guid.CreateVersion7(), Guid.CreateVersion7() },
                    types = new[] { nameof(CommentWithdrawn), nameof(CommentErased) },
                    attempts = new[] { 3, 0 },
                    body = JsonSerializer.Serialize(new { commentId = id }),
                }
            );
        }

        var waits = Waits(await WayAsync(new { commentId = id })).ToList();

        var tried = waits.Single(step => step.GetProperty("detail").GetString() == nameof(CommentWithdrawn));
        Assert.Equal(("waits", 3), (tried.GetProperty("kind").GetString(), tried.GetProperty("attempts").GetInt32()));
        Assert.True(tried.GetProperty("until").GetDateTimeOffset() > tried.GetProperty("at").GetDateTimeOffset());
        var later = waits.Single(step => step.GetProperty("detail").GetString() == nameof(CommentErased));
        Assert.Equal("grace", later.GetProperty("kind").GetString());
    }

    [Fact]
    public async Task Without_the_key_an_id_that_is_known_or_one_of_both_there_is_no_way()
    {
        var (id, track) = await intake.SubmitAsync();
        var token = track[(track.LastIndexOf('/') + 1)..];
        foreach (var key in new[] { null, "", Convert.ToBase64String(new byte[32]) })
            Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(new { commentId = id }, key));
        object[] unknown = [new { commentId = Guid.CreateVersion7() }, new { token = token + "x" }, new { token = "" }];
        foreach (var nobody in unknown)
            Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(nobody, IntakeUnderTest.OperationKey));
        object[] wrongs = [new { }, new { commentId = id, token }, new { commentId = "x" }, Array.Empty<int>()];
        foreach (var wrong in wrongs)
            Assert.Equal(HttpStatusCode.BadRequest, await StatusAsync(wrong, IntakeUnderTest.OperationKey));
    }

    private static IEnumerable<string?> Kinds(JsonElement way) =>
        way.GetProperty("steps").EnumerateArray().Select(step => step.GetProperty("kind").GetString());

    private static IEnumerable<JsonElement> Waits(JsonElement way) =>
        way.GetProperty("steps").EnumerateArray().Where(step => step.GetProperty("waits").GetBoolean());

    private async Task<JsonElement> WayAsync(object asked)
    {
        using var response = await AskAsync(asked, IntakeUnderTest.OperationKey);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
    }

    private async Task<HttpStatusCode> StatusAsync(object asked, string? key)
    {
        using var response = await AskAsync(asked, key);
        return response.StatusCode;
    }

    private async Task<HttpResponseMessage> AskAsync(object asked, string? key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "operation/ways") { Content = JsonContent.Create(asked) };
        if (key is not null)
            request.Headers.Add("X-Operation-Key", key);
        return await intake.Public.SendAsync(request, Cancellation);
    }
}
