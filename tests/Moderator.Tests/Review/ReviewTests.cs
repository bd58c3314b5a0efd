using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Moderation.Moderator.People;
using Moderation.Moderator.Tests.Policy;
using Moderation.Testing;

namespace Moderation.Moderator.Tests.Review;

/// <summary>What the policy does with comments that come in; each test in a section of its own.</summary>
public sealed class ReviewTests(ModeratorFixture moderator)
{
    private const string Advertisement =
        "Vay tiền nhanh trong ngày, không cần thế chấp, lãi suất thấp nhất thị trường, chỉ cần căn cước công dân là có tiền về "
        + "ngay trong buổi sáng";

    [Fact]
    public async Task With_automatic_approval_in_its_section_a_comment_leaves_without_a_person_unless_its_article_forbids_it()
    {
        using var client = await moderator.SignedInAsync("Người bật duyệt", Role.Senior);
        await client.ChangePolicyAsync(settings =>
        {
            settings["sections"]!["Tự duyệt"] = new JsonObject { ["automaticApproval"] = true };
            settings["articles"]!["bai-nhay-cam"] = new JsonObject { ["automaticApproval"] = false };
        });

        var approved = await moderator.SendAsync("Tự duyệt", "Cảm ơn tòa soạn.");
        var held = await moderator.SendAsync("Tự duyệt", "Cảm ơn tòa soạn.", article: "bai-nhay-cam");
        var elsewhere = await moderator.SendAsync("Không tự duyệt", "Cảm ơn tòa soạn.");

        Assert.Equal(
            ("approved", "pending", "pending"),
            (
                await moderator.StatusOfAsync(approved),
                await moderator.StatusOfAsync(held),
                await moderator.StatusOfAsync(elsewhere)
            )
        );
        Assert.Equal(
            2,
            await moderator.ReadAsync<long>(
                "SELECT count(*) FROM decisions WHERE comment_id IN (@approved, @held) AND policy_version ~ '^[0-9]+$' "
                    + "AND list_version IS NOT NULL AND model = 'test-1'",
                new { approved, held }
            )
        );
    }

    [Fact]
    public async Task Beneath_an_article_that_the_site_has_pre_moderated_nothing_leaves_without_a_person()
    {
        using var client = await moderator.SignedInAsync("Người bật duyệt trước", Role.Senior);
        await client.ChangePolicyAsync(settings =>
            settings["sections"]!["Duyệt trước"] = new JsonObject { ["automaticApproval"] = true }
        );

        var held = await moderator.QueueAsync(Make.Under("bai-nong", "Duyệt trước") with { PreModerated = true });

        Assert.Equal("pending", await moderator.StatusOfAsync(held));
        var review = (await client.ReadAsync($"/api/comments/{held}")).GetProperty("comment").GetProperty("review");
        Assert.Equal(
            ("pre-moderated", "hold"),
            (review.GetProperty("rule").GetString(), review.GetProperty("outcome").GetString())
        );
        using var approved = await client.DecideAsync(held, "approve");
        Assert.True(approved.IsSuccessStatusCode);
    }

    [Fact]
    public async Task Near_duplicates_across_authors_and_articles_are_held_as_one_cluster()
    {
        using var client = await moderator.SignedInAsync("Người gom cụm", Role.Senior);
        await client.ChangePolicyAsync(settings =>
            settings["sections"]!["Trùng lặp"] = new JsonObject
            {
                ["duplicates"] = new JsonObject
                {
                    ["enabled"] = true,
                    ["distance"] = 8,
                    ["hours"] = 24,
                    ["minSyllables"] = 12,
                },
            }
        );

        var first = await moderator.SendAsync("Trùng lặp", Advertisement, article: "bai-a");
        var second = await moderator.SendAsync(
            "Trùng lặp",
            Advertisement.Replace("không", "ko", StringComparison.Ordinal).ToUpperInvariant(),
            article: "bai-b"
        );
        var third = await moderator.SendAsync("Trùng lặp", Advertisement + " nhé", article: "bai-c");
        var other = await moderator.SendAsync(
            "Trùng lặp",
            "Cầu mới thông xe, đi làm đỡ tắc hẳn, mong thành phố sớm mở thêm vài tuyến đường nữa cho bà con đi lại thuận tiện hơn"
        );

        Assert.Equal(
            ["hold: nothing-found", "hold: near-duplicate", "hold: near-duplicate", "hold: nothing-found"],
            await RulesAsync(first, second, third, other)
        );
        var clusters = await moderator.ReadAsync<long>(
            "SELECT count(DISTINCT cluster_id) FROM comments WHERE id IN (@first, @second, @third) AND cluster_id = @first",
            new
            {
                first,
                second,
                third,
            }
        );
        Assert.Equal(1, clusters);
        Assert.Equal(
            2,
            await moderator.ReadAsync<int>(
                "SELECT (findings -> 0 ->> 'count')::int FROM decisions WHERE comment_id = @third",
                new { third }
            )
        );
        Assert.Equal("suspect", await moderator.StatusOfAsync(third));
        var digits = await moderator.SendAsync(
            "Trùng lặp",
            "Ai nhặt được ví màu nâu ở bến xe thì cho tôi xin lại giấy tờ, gọi 0912345678, hậu tạ 500000, cảm ơn 1 2 3 4 5 6 lần"
        );
        Assert.Equal([first, first, third], [await TwinAsync(second), await TwinAsync(third), await TwinAsync(first)]);
        Assert.Equal([null, null], [await TwinAsync(other), await TwinAsync(digits)]);
        foreach (var (queue, alike) in new[] { ("suspect", new[] { second, third }), ("pending", [first]) })
        {
            var page = await client.ReadAsync($"/api/queue?queue={queue}&order=age&cluster={first}");
            Assert.Equal(alike, page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetGuid()));
        }

        async Task<Guid?> TwinAsync(Guid id) =>
            (await client.ReadAsync($"/api/comments/{id}")).TryGetProperty("twin", out var twin)
                ? twin.GetProperty("id").GetGuid()
                : null;
    }

    [Fact]
    public async Task Near_duplicates_that_come_at_once_are_found_in_each_other()
    {
        using var client = await moderator.SignedInAsync("Người chặn đợt", Role.Senior);
        await client.ChangePolicyAsync(settings =>
            settings["sections"]!["Đợt sóng"] = new JsonObject
            {
                ["duplicates"] = new JsonObject
                {
                    ["enabled"] = true,
                    ["distance"] = 8,
                    ["hours"] = 24,
                    ["minSyllables"] = 12,
                },
            }
        );

        var ids = await Task.WhenAll(
            Enumerable
                .Range(0, 20)
                .Select(i =>
                    moderator.SendAsync(
                        "Đợt sóng",
                        $"{i} lần rồi: cả phố nhắn tin cho nhau rủ đi mua hàng ở cửa hàng này, số lượng có hạn, ai nhanh thì "
                            + "được",
                        scored: false
                    )
                )
        );

        var rules = await RulesAsync(ids);
        Assert.Equal(1, rules.Count(r => r == "hold: not-scored"));
        Assert.Equal(19, rules.Count(r => r == "hold: near-duplicate, not-scored"));
    }

    [Fact]
    public async Task Floods_of_an_author_and_of_an_article_are_held_beyond_their_limits()
    {
        using var client = await moderator.SignedInAsync("Người chặn lũ", Role.Senior);
        await client.ChangePolicyAsync(settings =>
            settings["sections"]!["Lũ lụt"] = new JsonObject
            {
                ["authorFlood"] = new JsonObject
                {
                    ["enabled"] = true,
                    ["comments"] = 2,
                    ["minutes"] = 10,
                },
                ["articleFlood"] = new JsonObject
                {
                    ["enabled"] = true,
                    ["comments"] = 3,
                    ["minutes"] = 10,
                },
            }
        );
        List<Guid> sent = [];
        for (var i = 0; i < 4; i++)
            sent.Add(
                await moderator.SendAsync("Lũ lụt", $"Ý kiến thứ {i}", phone: i < 3 ? "lụt" : "người khác", article: "bai-lut")
            );

        Assert.Equal(
            ["hold: nothing-found", "hold: nothing-found", "hold: author-flood", "hold: article-flood"],
            await RulesAsync([.. sent])
        );
    }

    [Fact]
    public async Task A_comment_in_another_language_is_held_where_the_machine_decides()
    {
        using var client = await moderator.SignedInAsync("Người phiên dịch", Role.Senior);
        await client.ChangePolicyAsync(settings =>
        {
            settings["sections"]!["Quốc tế"] = new JsonObject { ["automaticApproval"] = true };
            settings["sections"]!["Khách nước ngoài"] = new JsonObject
            {
                ["automaticApproval"] = true,
                ["otherLanguage"] = new JsonObject { ["enabled"] = false },
            };
        });
        const string english = "Your mayor should be ashamed of what he did to these poor people.";

        var held = await moderator.SendAsync("Quốc tế", english);
        var russian = await moderator.SendAsync("Quốc tế", "Мэр должен уйти в отставку.");
        var ours = await moderator.SendAsync("Quốc tế", "Ông thị trưởng nên say sorry với bà con đi.");
        var taken = await moderator.SendAsync("Khách nước ngoài", english);

        Assert.Equal(
            ["hold: other-language", "hold: other-language", "approve: nothing-found", "approve: nothing-found"],
            await RulesAsync(held, russian, ours, taken)
        );
        Assert.Equal("suspect", await moderator.StatusOfAsync(held));
    }

    [Fact]
    public async Task A_new_author_waits_until_enough_were_approved()
    {
        using var client = await moderator.SignedInAsync("Người đón khách", Role.Senior);
        await client.ChangePolicyAsync(settings =>
            settings["sections"]!["Khách mới"] = new JsonObject { ["automaticApproval"] = true, ["newAuthorComments"] = 1 }
        );
        var first = await moderator.SendAsync("Khách mới", "Chào tòa soạn.", phone: "khách");
        var second = await moderator.SendAsync("Khách mới", "Chào lần nữa.", phone: "khách");
        await client.DecideAsync(first, "approve");

        var third = await moderator.SendAsync("Khách mới", "Chào lần ba.", phone: "khách");

        Assert.Equal(["hold: new-author", "hold: new-author", "approve: nothing-found"], await RulesAsync(first, second, third));
        Assert.Equal("pending", await moderator.StatusOfAsync(second));
    }

    [Fact]
    public async Task Contacts_hold_a_comment_and_one_key_approves_it_without_them()
    {
        using var client = await moderator.SignedInAsync("Người ẩn số", Role.Moderator);
        const string text = "Ai mất ví gọi 0912.345.678 hoặc 0987–654–321, hoặc viết cho ha @ bao.vn nhé";
        var id = await moderator.SendAsync("Ẩn số", text);
        Assert.Equal("hold: contacts-in-text", await moderator.RulesOfAsync(id));

        using var response = await client.PostAsJsonAsync(
            $"/api/comments/{id}/decision",
            new
            {
                outcome = "approve",
                mask = true,
                revision = 1,
            }
        );

        Assert.True(response.IsSuccessStatusCode);
        var approved = await moderator.LeftAsync(id, "CommentApproved");
        Assert.Equal(
            "Ai mất ví gọi ••• hoặc •••, hoặc viết cho ••• nhé",
            approved.Message.GetProperty("text").GetProperty("content").GetString()
        );
        var item = await (await client.GetAsync($"/api/comments/{id}")).JsonAsync();
        Assert.Equal(text, item.GetProperty("comment").GetProperty("text").GetProperty("content").GetString());
        var masks = item.GetProperty("comment").GetProperty("decision").GetProperty("masks").EnumerateArray().ToList();
        Assert.Equal(["phone", "phone", "email"], masks.Select(m => m.GetProperty("kind").GetString()));
        Assert.Equal("0912.345.678", text[masks[0].GetProperty("start").GetInt32()..masks[0].GetProperty("end").GetInt32()]);
    }

    [Fact]
    public async Task Masking_without_anything_to_mask_or_with_a_rejection_is_refused()
    {
        using var client = await moderator.SignedInAsync("Người ẩn nhầm");
        var id = await moderator.SendAsync("Ẩn nhầm", "Không có số nào cả.");

        using var nothing = await client.PostAsJsonAsync(
            $"/api/comments/{id}/decision",
            new
            {
                outcome = "approve",
                mask = true,
                revision = 1,
            }
        );
        using var rejection = await client.PostAsJsonAsync(
            $"/api/comments/{id}/decision",
            new
            {
                outcome = "reject",
                reason = "spam",
                mask = true,
                revision = 1,
            }
        );

        Assert.Equal(
            "nothing-to-mask",
            (await nothing.JsonAsync()).GetProperty("errors").GetProperty("mask")[0].GetProperty("code").GetString()
        );
        Assert.Equal(
            "mask-unexpected",
            (await rejection.JsonAsync()).GetProperty("errors").GetProperty("mask")[0].GetProperty("code").GetString()
        );
        Assert.Equal("pending", await moderator.StatusOfAsync(id));
    }

    [Fact]
    public async Task Late_scores_add_what_they_say_to_a_comment_that_another_rule_held()
    {
        var id = await moderator.SendAsync("Chấm muộn", "Gọi 0912345678", scored: false);
        Assert.Equal("hold: contacts-in-text, not-scored", await moderator.RulesOfAsync(id));

        await moderator.SendAsync(Make.Classified(id, toxicity: 0.95f));

        await Eventually.IsTrueAsync("the scores are judged", async () =>
            await moderator.RulesOfAsync(id)
            == "hold: contacts-in-text, toxicity-over-reject-threshold, toxicity-over-hold-threshold"
        );
    }

    private Task<string[]> RulesAsync(params Guid[] ids) => Task.WhenAll(ids.Select(moderator.RulesOfAsync));
}
