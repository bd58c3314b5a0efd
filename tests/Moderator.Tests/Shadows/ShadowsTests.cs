using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Dapper;
using Moderation.Testing;

namespace Moderation.Moderator.Tests.Shadows;

/// <summary>Settings in shadow on a Moderator of their own, since they judge all comments.</summary>
public sealed class ShadowsTests
{
    private const string Path = "/api/policy/shadows";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Settings_judge_beside_those_in_force_without_effect_and_are_put_in_force_or_end()
    {
        await using var own = await OwnModerator.CreateAsync("shadows");
        await own.StartAsync(("Policy:Duplicates:Enabled", "false"));
        await own.SignInAsync("Trưởng ca chạy song song");
        Assert.False((await own.Client.ReadAsync(Path)).TryGetProperty("shadow", out _));
        await SendAsync(own, "Trước khi chạy.");
        var settings = await SettingsAsync(own);
        settings["automaticApproval"] = true;

        Assert.Equal("days-out-of-range", await StartAsync(own, settings, days: 31));
        Assert.Equal("reason-missing", await StartAsync(own, settings, reason: " "));
        Assert.Equal("policy-changed", await StartAsync(own, settings, version: 7));
        Assert.Null(await StartAsync(own, settings));
        Assert.Equal("shadow-running", await StartAsync(own, settings));

        var (plain, rude) = (await SendAsync(own, "Cầu đẹp quá."), await SendAsync(own, "Bài viết dở.", toxicity: 0.95f));
        var running = await ShadowAsync(own, "both are judged", shadow => Number(shadow, "examined") == 2);
        Assert.Equal(("running", 1), (Text(running, "status"), Number(running, "differing")));
        Assert.Equal((1, 1), (Cell(running, "hold", "approve"), Cell(running, "hold", "hold")));
        Assert.Equal("automaticApproval", Text(Assert.Single(running.GetProperty("changes").EnumerateArray()), "path"));
        Assert.Equal("pending", await ScalarAsync<string>(own, "SELECT status FROM comments WHERE id = @plain", new { plain }));
        var id = running.GetProperty("id").GetGuid();
        var differing = Assert.Single(
            (await own.Client.ReadAsync($"{Path}/{id}/comments")).GetProperty("items").EnumerateArray()
        );
        Assert.Equal(
            (plain, "Cầu đẹp quá.", "hold", "approve", false),
            (
                differing.GetProperty("id").GetGuid(),
                Text(differing.GetProperty("text"), "content"),
                Text(differing, "inForce"),
                Text(differing, "beside"),
                differing.TryGetProperty("person", out _)
            )
        );

        foreach (var comment in new[] { plain, rude })
            (await own.Client.DecideAsync(comment, "reject", "offTopic")).EnsureSuccessStatusCode();
        var people = (await own.Client.ReadAsync(Path)).GetProperty("shadow").GetProperty("people");
        Assert.Equal(
            (1, 0, 0, 0, 1),
            (
                Number(people, "decided"),
                Number(people, "inForceRight"),
                Number(people, "inForceWrong"),
                Number(people, "besideRight"),
                Number(people, "besideWrong")
            )
        );

        Assert.Equal("policy-changed", await ActAsync(own, $"{id}/promote", new { version = 9, reason = "Tốt" }));
        Assert.Equal("reason-missing", await ActAsync(own, $"{id}/promote", new { version = 1 }));
        Assert.Null(await ActAsync(own, $"{id}/promote", new { version = 1, reason = "Đúng như mong đợi" }));
        Assert.Equal("shadow-ended", await ActAsync(own, $"{id}/promote", new { version = 2, reason = "Lần nữa" }));
        Assert.True((bool)(await SettingsAsync(own))["automaticApproval"]!);
        await StopsAndEndsAsync(own);
    }

    private static async Task StopsAndEndsAsync(OwnModerator own)
    {
        var settings = await SettingsAsync(own);
        settings["automaticApproval"] = false;
        Assert.Null(await StartAsync(own, settings, version: 2));
        var stopped = await ShadowAsync(own, "it runs", shadow => Text(shadow, "status") == "running");
        var id = stopped.GetProperty("id").GetGuid();
        Assert.Null(await ActAsync(own, $"{id}/stop", new { reason = "Nhầm" }));
        Assert.Equal("shadow-ended", await ActAsync(own, $"{id}/stop", new { reason = "Nhầm" }));

        Assert.Null(await StartAsync(own, settings, version: 2));
        await ScalarAsync<int>(
            own,
            "UPDATE policy_shadows SET ends_at = clock_timestamp() - interval '1 minute' WHERE status = 'running'"
        );
        await SendAsync(own, "Sau khi hết hạn.");
        var ended = await ShadowAsync(own, "it ends by itself", shadow => Text(shadow, "status") == "ended");
        Assert.Equal(0, Number(ended, "examined"));

        var log = (await own.Client.ReadAsync($"{Path}/log")).GetProperty("items").EnumerateArray();
        Assert.Equal(
            ["shadow-started", "shadow-stopped", "shadow-started", "shadow-promoted", "shadow-started"],
            log.Select(one => Text(one, "kind"))
        );
        await Eventually.IsTrueAsync("they are sealed", async () =>
            await ScalarAsync<long>(own, "SELECT count(*) FROM unsealed_operations") == 0
        );
    }

    private static async Task<Guid> SendAsync(OwnModerator own, string content, float toxicity = 0.1f)
    {
        var submitted = Make.Submitted(Make.Text(content));
        await own.Broker.PublishAsync(submitted);
        await own.Broker.PublishAsync(Make.Classified(submitted.CommentId, toxicity));
        await Eventually.IsTrueAsync("it is judged and sealed", async () =>
            await ScalarAsync<long>(
                own,
                "SELECT count(*) FROM decisions d JOIN decision_seals s ON s.decision_id = d.id WHERE d.comment_id = @CommentId",
                new { submitted.CommentId }
            ) > 0
        );
        return submitted.CommentId;
    }

    private static async Task<JsonObject> SettingsAsync(OwnModerator own) =>
        (await own.Client.GetFromJsonAsync<JsonObject>("/api/policy", Cancellation))!["settings"]!.AsObject();

    private static Task<string?> StartAsync(
        OwnModerator own,
        JsonObject settings,
        int days = 3,
        string reason = "Xem trước",
        int version = 1
    ) =>
        ActAsync(
            own,
            "",
            new
            {
                version,
                settings,
                days,
                reason,
            }
        );

    /// <returns>The code of the first field that is wrong, or of the whole; null when it was done.</returns>
    private static async Task<string?> ActAsync(OwnModerator own, string path, object body)
    {
        using var answer = await own.Client.PostAsJsonAsync($"{Path}/{path}".TrimEnd('/'), body, Cancellation);
        if (answer.IsSuccessStatusCode)
            return null;
        var problem = await answer.JsonAsync();
        return problem.TryGetProperty("errors", out var errors)
            ? Text(errors.EnumerateObject().First().Value[0], "code")
            : Text(problem, "code");
    }

    private static async Task<JsonElement> ShadowAsync(OwnModerator own, string what, Func<JsonElement, bool> isSo)
    {
        await Eventually.IsTrueAsync(what, async () => isSo((await own.Client.ReadAsync(Path)).GetProperty("shadow")));
        return (await own.Client.ReadAsync(Path)).GetProperty("shadow");
    }

    private static async Task<T?> ScalarAsync<T>(OwnModerator own, string sql, object? parameters = null)
    {
        await using var connection = await own.Database.Source.OpenConnectionAsync(Cancellation);
        return await connection.QuerySingleOrDefaultAsync<T>(sql, parameters);
    }

    private static long Cell(JsonElement shadow, string inForce, string beside) =>
        Number(
            shadow
                .GetProperty("cells")
                .EnumerateArray()
                .Single(cell => Text(cell, "inForce") == inForce && Text(cell, "beside") == beside),
            "count"
        );

    private static long Number(JsonElement of, string member) => of.GetProperty(member).GetInt64();

    private static string? Text(JsonElement of, string member) => of.GetProperty(member).GetString();
}
