using System.Net;
using System.Text.Json;
using Dapper;
using Moderation.ServiceDefaults;
using Moderation.Testing;
using Xunit;

namespace Moderation.Intake.Tests;

/// <summary>What Intake keeps of who sent a comment, and for how long.</summary>
public class RetentionTests(IntakeUnderTest intake)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Addresses_and_phones_go_after_their_times_and_comments_stay()
    {
        var (old, young, older) = (Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7());
        await ExecuteAsync(
            """
            INSERT INTO submissions (id, article_id, revision, submitted_at, tracking_hash, fingerprint, name, content,
                phone_cipher, phone_key_id, phone_hash, address_hash, device_hash)
            SELECT id, 'luu-tru', 1, clock_timestamp() - age, id::text, '', 'Lan', 'Còn nguyên.', '\x01', 'k', 'p', 'a', 'd'
            FROM unnest(@ids, @ages::interval[]) AS s (id, age)
            """,
            new { ids = new[] { old, young, older }, ages = new[] { "366 days", "364 days", "732 days" } }
        );

        foreach (var kind in new[] { "networkAddresses", "personalData" })
            Assert.Equal(HttpStatusCode.Accepted, (await RunAsync(kind)).Status);

        await Eventually.IsTrueAsync("they are removed", async () =>
            await HeldAsync(old) == (false, true) && await HeldAsync(older) == (false, false)
        );
        Assert.Equal((true, true), await HeldAsync(young));
        var kinds = await Eventually.FindAsync("the runs are written down", async () =>
            await ReportAsync() is { } read && Removed(read, "networkAddresses") && Removed(read, "personalData") ? read : null
        );
        Assert.Equal(
            ["challenges", "limits", "networkAddresses", "personalData", "reports", "subscriptions"],
            kinds.Select(Name).Order(StringComparer.Ordinal)
        );
        var (status, problem) = await RunAsync("nothing");
        Assert.Equal((HttpStatusCode.NotFound, true), (status, problem.Contains("no-such-kind", StringComparison.Ordinal)));
        Assert.Equal(HttpStatusCode.Unauthorized, (await RunAsync("limits", key: "x")).Status);
    }

    private static string Name(JsonElement kind) => kind.GetProperty("kind").GetString()!;

    private static bool Removed(JsonElement[] kinds, string kind) =>
        kinds.Single(one => Name(one) == kind).GetProperty("runs").EnumerateArray().Any(run =>
            run.GetProperty("removed").GetInt64() > 0
        );

    private async Task<JsonElement[]?> ReportAsync()
    {
        using var client = new HttpClient(new SocketsHttpHandler());
        return JsonSerializer.Deserialize<JsonElement[]>(
            await client.GetStringAsync(new Uri(intake.Operations, "retention"), Cancellation)
        );
    }

    private async Task<(HttpStatusCode Status, string Text)> RunAsync(string kind, string? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"operation/retention/{kind}/runs");
        request.Headers.Add(OperationKey.Header, key ?? IntakeUnderTest.OperationKey);
        using var response = await intake.Site.SendAsync(request, Cancellation);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(Cancellation));
    }

    /// <summary>Whether its address, and its phone and device are here; its text always is.</summary>
    private async Task<(bool Address, bool Phone)> HeldAsync(Guid id)
    {
        await using var connection = await intake.Database.Source.OpenConnectionAsync(Cancellation);
        return await connection.QuerySingleAsync<(bool, bool)>(
            """
            SELECT address_hash IS NOT NULL,
                phone_cipher IS NOT NULL AND phone_key_id IS NOT NULL AND phone_hash IS NOT NULL AND device_hash IS NOT NULL
            FROM submissions WHERE id = @id AND content = 'Còn nguyên.' AND name = 'Lan'
            """,
            new { id }
        );
    }

    private async Task ExecuteAsync(string sql, object parameters)
    {
        await using var connection = await intake.Database.Source.OpenConnectionAsync(Cancellation);
        await connection.ExecuteAsync(sql, parameters);
    }
}
