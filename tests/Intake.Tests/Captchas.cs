using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Dapper;
using Moderation.Intake.Authors;
using Moderation.Intake.Captchas;
using Xunit;

namespace Moderation.Intake.Tests;

/// <summary>Codes for comments, read as only whoever has the database and the key can.</summary>
public static class Captchas
{
    /// <summary>Each of a subscriber of its own, unless an address is named.</summary>
    public static async Task<Guid> MakeAsync(this IntakeUnderTest intake, string article, string? address = null)
    {
        var id = Guid.CreateVersion7();
        using var made = await intake.AskAsync(intake.Site, article, id, address ?? NewAddress());
        Assert.Equal(200, (int)made.StatusCode);
        return id;
    }

    public static Task<HttpResponseMessage> AskAsync(
        this IntakeUnderTest intake,
        HttpClient client,
        string article,
        Guid id,
        string? address
    ) => client.PutAsJsonAsync($"articles/{article}/captchas/{id}", new { reader = new { address } });

    public static async Task<string> CodeOfAsync(this IntakeUnderTest intake, Guid id)
    {
        await using var connection = await intake.Database.Source.OpenConnectionAsync();
        var captcha = await connection.QuerySingleAsync<Captcha>(
            "SELECT id, article_id, salt, status, expires_at, false AS expired FROM captchas WHERE id = @id",
            new { id }
        );
        return new CaptchaCodes(new KeyOptions { Challenge = Convert.ToBase64String(intake.ChallengeKey) }).CodeOf(captcha);
    }

    public static JsonObject Answered(Guid id, string answer)
    {
        var comment = Comments.Valid();
        comment["captcha"] = new JsonObject { ["id"] = id.ToString(), ["answer"] = answer };
        return comment;
    }

    public static string NewAddress() => $"2001:db8:{Random.Shared.Next(0x10000):x}:{Random.Shared.Next(0x10000):x}::1";
}
