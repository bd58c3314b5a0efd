using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Xunit;

namespace Moderation.ArticleSite.Tests;

public partial class LikeTests(SiteFixture site)
{
    private const string Article = "san-truong-khong-dien-thoai";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_form_without_scripts_likes_and_takes_back_and_goes_back_to_where_it_stood()
    {
        var approval = new Approval(Article, "Đêm hội thật đẹp.") { Name = "Lê Thị <b>Hội</b>" };
        await site.ShowAsync(approval);
        using var reader = new Reader(site.Sending);

        Assert.Equal((false, "0"), StateOf(await reader.PageAsync($"/bai-viet/{Article}"), approval.Id));
        using var liked = await reader.LikeAsync(Article, approval.Id, "true", $"/bai-viet/{Article}?thu-tu=cu-nhat");
        Assert.Equal(HttpStatusCode.SeeOther, liked.StatusCode);
        Assert.Equal($"/bai-viet/{Article}?thu-tu=cu-nhat#bl-{approval.Id}", liked.Headers.Location!.ToString());
        Assert.Equal((true, "1"), StateOf(await reader.PageAsync($"/bai-viet/{Article}"), approval.Id));
        Assert.Equal((true, "1"), StateOf(await reader.PageAsync($"/bai-viet/{Article}/binh-luan/{approval.Id}"), approval.Id));
        Assert.All(
            site.Publisher.AddressesOf(approval.Id),
            address => Assert.True(IPAddress.IsLoopback(IPAddress.Parse(address)))
        );

        using var stranger = new Reader(site.Sending);
        Assert.Equal((false, "1"), StateOf(await stranger.PageAsync($"/bai-viet/{Article}"), approval.Id));
        using var taken = await reader.LikeAsync(Article, approval.Id, "false", "https://khac.example/bai-viet/x");
        Assert.Equal($"/bai-viet/{Article}/binh-luan/{approval.Id}#bl-{approval.Id}", taken.Headers.Location!.ToString());
        Assert.Equal((false, "0"), StateOf(await reader.PageAsync($"/bai-viet/{Article}"), approval.Id));
    }

    [Fact]
    public async Task A_script_is_told_the_count_or_in_words_why_not_and_a_pass_that_is_no_good_is_exchanged()
    {
        var (approval, storm) = (new Approval(Article, "Rất vui."), new Approval(Article, "Đông quá."));
        await site.ShowAsync(approval);
        await site.ShowAsync(storm);
        site.Publisher.TooMany[storm.Id] = true;
        using var reader = new Reader(site.Sending);

        using var liked = await reader.LikeAsync(Article, approval.Id, "true", script: true);
        var state = await liked.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
        Assert.Equal((1, true), (state.GetProperty("likes").GetInt32(), state.GetProperty("liked").GetBoolean()));
        site.Publisher.ForgetPasses();
        using var again = await reader.LikeAsync(Article, approval.Id, "true", script: true);
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);

        using var refused = await reader.LikeAsync(Article, storm.Id, "true", script: true);
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.Contains(
            "quá nhiều lượt thích",
            (await refused.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("words").GetString()
        );
        using var page = await reader.LikeAsync(Article, storm.Id, "true");
        Assert.Equal(HttpStatusCode.TooManyRequests, page.StatusCode);
        Assert.Contains("quá nhiều lượt thích", WebUtility.HtmlDecode(await page.Content.ReadAsStringAsync(Cancellation)));
    }

    [Fact]
    public async Task Another_sites_form_likes_nothing()
    {
        var approval = new Approval(Article, "Chờ tới năm sau.");
        await site.ShowAsync(approval);
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/bai-viet/{Article}/binh-luan/{approval.Id}/thich");
        request.Headers.Add("Sec-Fetch-Site", "cross-site");
        request.Content = new FormUrlEncodedContent([new("liked", "true")]);
        using var response = await site.Sending.SendAsync(request, Cancellation);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Empty(site.Publisher.AddressesOf(approval.Id));
    }

    [Fact]
    public async Task The_threads_that_most_like_come_first_in_Publishers_order_and_without_what_is_not_shown_here()
    {
        const string article = "cau-vinh-hoa-thong-xe";
        var approvals = Enumerable.Range(0, 3).Select(i => new Approval(article, $"Ý kiến thứ {i} về cây cầu.")).ToList();
        foreach (var approval in approvals)
            await site.ShowAsync(approval);
        site.Publisher.Ranked[article] =
        [
            [approvals[1].Id, Guid.CreateVersion7(), approvals[2].Id],
            [approvals[0].Id],
        ];

        using var reader = new Reader(site.Sending);
        var page = await reader.PageAsync($"/bai-viet/{article}?thu-tu=thich-nhat");
        var next = await reader.PageAsync($"/bai-viet/{article}?thu-tu=thich-nhat&sau=1");

        Assert.Equal([approvals[1].Id, approvals[2].Id], ShownIn(page));
        Assert.Contains("thu-tu=thich-nhat&amp;sau=1#binh-luan", page);
        Assert.Equal([approvals[0].Id], ShownIn(next));
    }

    [Fact]
    public async Task While_Publisher_does_not_answer_comments_are_shown_without_likes_and_the_order_says_so()
    {
        var approval = new Approval(Article, "Thuyền hoa đăng.");
        await site.ShowAsync(approval);

        var page = WebUtility.HtmlDecode(await site.PageAsync($"/bai-viet/{Article}?thu-tu=thich-nhat"));

        Assert.Contains("Thuyền hoa đăng.", page);
        Assert.Contains("Chưa xếp được theo lượt thích", page);
        Assert.DoesNotContain("class=\"like\"", page);
        using var reader = new Reader(site.Client);
        using var refused = await reader.LikeAsync(Article, approval.Id, "true");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.Contains("Chưa ghi được lượt thích", WebUtility.HtmlDecode(await refused.Content.ReadAsStringAsync(Cancellation)));
    }

    [Fact]
    public async Task Without_scripts_a_reader_erases_all_that_was_liked_from_this_browser_and_nothing_of_others()
    {
        var (one, two) = (new Approval(Article, "Nên giữ lại."), new Approval(Article, "Nên làm lại."));
        await site.ShowAsync(one);
        await site.ShowAsync(two);
        using var reader = new Reader(site.Sending);
        using var other = new Reader(site.Sending);
        Assert.Contains("chưa có lượt thích nào", await reader.PageAsync(Reader.Erasure));
        foreach (var comment in new[] { one.Id, two.Id })
            (await reader.LikeAsync(Article, comment, "true")).Dispose();
        (await other.LikeAsync(Article, two.Id, "true")).Dispose();

        Assert.Contains("<form method=\"post\"", await reader.PageAsync(Reader.Erasure));
        Assert.Equal(HttpStatusCode.Forbidden, (await reader.EraseAsync("cross-site")).Status);
        var (status, page) = await reader.EraseAsync();
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("Đã xóa 2 lượt thích.", page);
        Assert.Empty(site.Publisher.AddressesOf(one.Id));
        Assert.Single(site.Publisher.AddressesOf(two.Id));
        Assert.DoesNotContain("<form method", await reader.PageAsync(Reader.Erasure));
        Assert.Equal(HttpStatusCode.OK, (await reader.EraseAsync()).Status);
        Assert.Contains(Reader.Erasure, await reader.PageAsync("/binh-luan-cua-toi"));

        using var away = new Reader(site.Client);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await away.EraseAsync(pass: "the-nao-do")).Status);
    }

    private static (bool Pressed, string Count) StateOf(string page, Guid comment)
    {
        var form = Regex.Match(
            page,
            $"""binh-luan/{comment}/thich".*?aria-pressed="(?<pressed>true|false)".*?like-count">(?<count>[^<]*)<""",
            RegexOptions.Singleline | RegexOptions.ExplicitCapture,
            TimeSpan.FromSeconds(5)
        );
        return (form.Groups["pressed"].Value == "true", form.Groups["count"].Value);
    }

    private static IEnumerable<Guid> ShownIn(string page) =>
        Shown().Matches(page).Select(match => Guid.Parse(match.Groups["id"].Value));

    [GeneratedRegex("<article class=\"comment\" id=\"bl-(?<id>[0-9a-f-]{36})\"", RegexOptions.NonBacktracking)]
    private static partial Regex Shown();

    /// <summary>A browser of its own.</summary>
    private sealed class Reader(HttpClient site) : IDisposable
    {
        private readonly HttpClient _browser = new(new SocketsHttpHandler { AllowAutoRedirect = false })
        {
            BaseAddress = site.BaseAddress,
        };

        public const string Erasure = "/bai-viet/xoa-luot-thich";

        public void Dispose() => _browser.Dispose();

        /// <param name="from">What the browser says of the page that asks.</param>
        /// <param name="pass">Another than the browser's own.</param>
        public async Task<(HttpStatusCode Status, string Page)> EraseAsync(string from = "same-origin", string? pass = null)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, Erasure) { Headers = { { "Sec-Fetch-Site", from } } };
            if (pass is not null)
                request.Headers.Add("Cookie", "the-ban-doc=" + pass);
            using var response = await _browser.SendAsync(request, Cancellation);
            return (response.StatusCode, WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync(Cancellation)));
        }

        public Task<string> PageAsync(string path) => _browser.GetStringAsync(new Uri(path, UriKind.Relative), Cancellation);

        public async Task<HttpResponseMessage> LikeAsync(
            string article,
            Guid comment,
            string liked,
            string? from = null,
            bool script = false
        )
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, $"/bai-viet/{article}/binh-luan/{comment}/thich");
            request.Content = new FormUrlEncodedContent([new("liked", liked), new("script", script ? "true" : "false")]);
            if (from is not null)
                request.Headers.Referrer = new Uri(_browser.BaseAddress!, from);
            return await _browser.SendAsync(request, Cancellation);
        }
    }
}
