using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Moderation.Contracts;
using Moderation.Moderator.People;
using Moderation.Moderator.Tests.Policy;
using ThePolicy = Moderation.Moderator.Policy.Policy;

namespace Moderation.Moderator.Tests.Bans;

public sealed class BanTests(ModeratorFixture moderator)
{
    [Fact]
    public async Task A_banned_author_is_rejected_a_muted_one_held_until_it_ends_or_is_lifted()
    {
        using var client = await moderator.SignedInAsync("Người chặn", Role.Senior);
        await client.ChangePolicyAsync(settings =>
            settings["sections"]!["Chặn"] = new JsonObject { ["automaticApproval"] = true, ["automaticRejection"] = true }
        );
        var first = await moderator.SendAsync("Chặn", "Lần một.", phone: "kẻ phá", name: "Kẻ Phá Đám Một");

        using var added = await client.PostAsJsonAsync(
            "/api/bans",
            new
            {
                commentId = first,
                by = "phone",
                effect = "ban",
                reason = "spam",
                note = "Ba lần quảng cáo",
            }
        );
        var second = await moderator.SendAsync("Chặn", "Lần hai.", phone: "kẻ phá");
        var ban = (await added.JsonAsync()).GetProperty("ban");
        using var lifted = await client.DeleteAsync($"/api/bans/{ban.GetProperty("id").GetGuid()}");
        var third = await moderator.SendAsync("Chặn", "Lần ba.", phone: "kẻ phá");
        using var muted = await client.PostAsJsonAsync(
            "/api/bans",
            new
            {
                commentId = first,
                by = "name",
                effect = "mute",
                reason = "spam",
                endsAt = TimeProvider.System.GetUtcNow().AddDays(1),
            }
        );
        var fourth = await moderator.SendAsync(
            "Chặn",
            "Lần bốn.",
            name: "KẺ  Phá Đám Một".Replace("  ", " ", StringComparison.Ordinal)
        );
        await moderator.ExecuteAsync(
            "UPDATE bans SET ends_at = clock_timestamp() WHERE id = @id",
            new { id = (await muted.JsonAsync()).GetProperty("ban").GetProperty("id").GetGuid() }
        );
        var fifth = await moderator.SendAsync("Chặn", "Lần năm.", name: "Kẻ Phá Đám Một");

        Assert.Equal(
            ("091****678", "Người chặn", "spam"),
            (
                ban.GetProperty("author").GetString(),
                ban.GetProperty("createdBy").GetString(),
                ban.GetProperty("reason").GetString()
            )
        );
        Assert.Equal(HttpStatusCode.NoContent, lifted.StatusCode);
        Assert.Equal(
            [
                "approve: nothing-found",
                "reject: banned-author",
                "approve: nothing-found",
                "hold: muted-author",
                "approve: nothing-found",
            ],
            await Task.WhenAll(new[] { first, second, third, fourth, fifth }.Select(moderator.RulesOfAsync))
        );
        var rejected = (await moderator.LeftAsync(second, "CommentRejected")).Message;
        Assert.True(rejected.GetProperty("automatic").GetBoolean());
        Assert.Equal(
            ThePolicy.Rules.Single(rule => rule.Name == "banned-author").Title,
            rejected.GetProperty("rule").Deserialize<Words>(ContractJson.Options)
        );
        Assert.DoesNotContain(
            "kẻ phá",
            (await (await client.GetAsync("/api/bans")).JsonAsync()).GetRawText(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task What_waits_of_a_banned_author_is_told_for_deciding_it_as_one()
    {
        using var client = await moderator.SignedInAsync("Người dọn", Role.Senior, "Dọn dẹp");
        var mine = new[]
        {
            await moderator.SendAsync("Dọn dẹp", "Một.", phone: "dọn"),
            await moderator.SendAsync("Dọn dẹp", "Hai.", phone: "dọn"),
        };
        await moderator.SendAsync("Chỗ không dọn", "Ba.", phone: "dọn");

        using var added = await client.PostAsJsonAsync(
            "/api/bans",
            new
            {
                commentId = mine[0],
                by = "phone",
                effect = "ban",
                reason = "spam",
            }
        );
        var later = await moderator.SendAsync("Chỗ không dọn", "Bốn.", phone: "dọn");

        var answer = await added.JsonAsync();
        Assert.Equal(mine.Order(), answer.GetProperty("waiting").EnumerateArray().Select(id => id.GetGuid()).Order());
        Assert.Equal(["Dọn dẹp"], answer.GetProperty("ban").GetProperty("sections").EnumerateArray().Select(s => s.GetString()));
        Assert.Equal("hold: nothing-found", await moderator.RulesOfAsync(later));
        using var waiting = await client.GetAsync($"/api/bans/{answer.GetProperty("ban").GetProperty("id").GetGuid()}/waiting");
        Assert.Equal(2, (await waiting.JsonAsync()).GetArrayLength());
    }

    [Fact]
    public async Task All_that_is_wrong_with_a_ban_is_said_at_once_and_other_sections_are_not_ones_own()
    {
        using var client = await moderator.SignedInAsync("Người chặn sai", Role.Senior, "Chặn sai");
        var id = await moderator.SendAsync("Chặn đúng", "Ở chuyên mục khác.");

        using var wrong = await client.PostAsJsonAsync(
            "/api/bans",
            new
            {
                commentId = id,
                by = "face",
                effect = "shame",
                reason = "dull",
                endsAt = "2020-01-01T00:00:00Z",
                note = new string('â', 1_001),
            }
        );
        using var foreign = await client.PostAsJsonAsync(
            "/api/bans",
            new
            {
                commentId = id,
                by = "phone",
                effect = "ban",
                reason = "spam",
            }
        );
        using var unknown = await client.PostAsJsonAsync(
            "/api/bans",
            new
            {
                commentId = Guid.CreateVersion7(),
                by = "phone",
                effect = "ban",
                reason = "spam",
            }
        );
        using var noBan = await client.DeleteAsync($"/api/bans/{Guid.CreateVersion7()}");
        var own = await moderator.SendAsync("Chặn sai", "Ở chuyên mục này.");
        using var noDevice = await client.PostAsJsonAsync(
            "/api/bans",
            new
            {
                commentId = own,
                by = "device",
                effect = "ban",
                reason = "spam",
            }
        );

        Assert.Equal(
            ["by", "effect", "reason", "endsAt", "note"],
            (await wrong.JsonAsync()).GetProperty("errors").EnumerateObject().Select(e => e.Name)
        );
        Assert.Equal((HttpStatusCode.Forbidden, "other-section"), (foreign.StatusCode, await foreign.CodeAsync()));
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (unknown.StatusCode, noBan.StatusCode));
        Assert.Equal(
            "by-not-known",
            (await noDevice.JsonAsync()).GetProperty("errors").GetProperty("by")[0].GetProperty("code").GetString()
        );
    }
}
