using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Moderation.ArticleSite.Articles;
using Moderation.ArticleSite.Comments;
using Moderation.ArticleSite.Likes;
using Moderation.ServiceDefaults;

namespace Moderation.ArticleSite.Pages;

/// <summary>An article with its comments, and the form that sends one to Intake.</summary>
[RequestSizeLimit(128 * 1024)]
public sealed class ArticleModel(
    Newspaper newspaper,
    ViewStore views,
    CommentStore comments,
    IntakeClient intake,
    TrackingCookie tracking,
    SentComments sent,
    ArticleStates states,
    ReaderLikes likes,
    PublisherClient publisher,
    SiteOptions site
) : PageModel
{
    private const int Neighbours = 3;

    public Article Article { get; private set; } = null!;

    public IReadOnlyList<Article> Newer { get; private set; } = [];

    public IReadOnlyList<Article> Older { get; private set; } = [];

    public long Views { get; private set; }

    /// <summary>Of the newer and older articles; one that nobody has opened is missing.</summary>
    public IReadOnlyDictionary<string, long> ViewsOfOthers { get; private set; } =
        new Dictionary<string, long>(StringComparer.Ordinal);

    public long CommentCount { get; private set; }

    public CommentPage Comments { get; private set; } = new([], HasMore: false);

    /// <summary>The value of the query's <c>thu-tu</c> that asks for the oldest threads first.</summary>
    public const string Oldest = "cu-nhat";

    /// <summary>The value that asks for the threads that most readers like first.</summary>
    public const string Best = "thich-nhat";

    /// <summary>The value that asks only for threads in which the newsroom picked something out.</summary>
    public const string Featured = "noi-bat";

    /// <summary>There is something of the kind.</summary>
    public bool HasFeatured { get; private set; }

    /// <summary><see cref="Oldest"/>, <see cref="Best"/> or <see cref="Featured"/>; null for the newest first.</summary>
    public string? Order { get; private set; }

    /// <summary>What was asked for is not known, and the newest come first.</summary>
    public bool IsUnranked { get; private set; }

    /// <summary>It is known how many like each comment.</summary>
    public bool HasLikes { get; private set; }

    public bool IsFirstPage { get; private set; } = true;

    /// <summary>The part of a query that asks for the next page.</summary>
    public string? Next { get; private set; }

    /// <summary>Where the page begins, as the one before said.</summary>
    private string? After { get; set; }

    /// <summary>The comment that the reader has just sent.</summary>
    public SentComment? Sent { get; private set; }

    /// <summary>What became of it.</summary>
    public SentState SentState { get; private set; }

    public CommentForm Form { get; private set; } = new();

    public FormErrors Errors { get; private set; } = FormErrors.None;

    public bool AsksForCode => site.Challenge.AsksForCode();

    public bool TakesMail => site.Mail;

    public bool AsksForProof => site.Challenge.AsksForProof();

    /// <summary>The code is all that is left to do.</summary>
    public bool AsksForCodeAgain => Form.Again || Errors.OnlyCode;

    /// <summary>Whether comments are taken, and what readers are told of it.</summary>
    public ArticleState State { get; private set; } = ArticleState.Open;

    /// <summary>Also when none are taken, a text that was sent is not thrown away.</summary>
    public bool ShowsForm => State.IsOpen || Errors.Any;

    /// <summary>The comment that the form answers.</summary>
    public ShownComment? Answered { get; private set; }

    /// <param name="id">The article.</param>
    /// <param name="reply">The comment that the reader wants to answer.</param>
    /// <param name="order">The newest threads come first unless it is one of those above.</param>
    /// <param name="after">Only threads that come after this: a comment, or what the page before said.</param>
    /// <param name="cancellation">The reader went away.</param>
    public async Task<IActionResult> OnGetAsync(
        string id,
        Guid? reply,
        [FromQuery(Name = "thu-tu")] string? order,
        [FromQuery(Name = "sau")] string? after,
        CancellationToken cancellation
    )
    {
        if (newspaper.Find(id) is not { } article)
            return NotFound();
        (Order, After) = (order is Oldest or Best or Featured ? order : null, after);
        Sent = tracking.Read(Request);
        if (Sent is not null)
            SentState = await sent.StateAsync(article, Sent, cancellation);
        var name = NameCookie.Read(Request);
        Form = new CommentForm
        {
            Name = name,
            Remember = name is not null,
            ParentId = reply,
            Key = CommentForm.NewKey(),
        };
        Form.RenewCode();
        Views = await views.CountAsync(Request, id, cancellation);
        await ShowAsync(article, cancellation);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string id, [FromForm] CommentForm form, CancellationToken cancellation)
    {
        if (newspaper.Find(id) is not { } article)
            return NotFound();
        // Another site may not make its visitors comment here.
        if (Request.Headers["Sec-Fetch-Site"] == "cross-site")
            return StatusCode(StatusCodes.Status403Forbidden);
        form.Key = form.SafeKey();
        if (form.Again)
            return await AskAgainAsync(article, form, FormErrors.None, cancellation);
        var answer = await intake.SendAsync(article, UrlOf(article), form, HttpContext.Connection.RemoteIpAddress, cancellation);
        if (answer is IntakeAnswer.Accepted accepted)
        {
            tracking.Write(Response, article, accepted.Sent);
            NameCookie.Write(Response, form.Remember ? form.Name : null);
            Response.Headers.Location = article.Path + "#da-gui";
            return StatusCode(StatusCodes.Status303SeeOther);
        }
        if (answer is IntakeAnswer.SentBefore)
            form.Key = CommentForm.NewKey();
        return await AskAgainAsync(article, form, FormErrors.Of(answer), cancellation);
    }

    /// <summary>The form with all that was typed in it.</summary>
    private async Task<IActionResult> AskAgainAsync(
        Article article,
        CommentForm form,
        FormErrors errors,
        CancellationToken cancellation
    )
    {
        (Form, Errors) = (form, errors);
        // A code is looked at only when all else is well; then it is spent, whatever came of it.
        if (form.Again || form.Captcha is null || errors.SpendsCode)
            form.RenewCode();
        Response.StatusCode = errors.Status;
        Views = await views.ReadAsync(article.Id, cancellation);
        await ShowAsync(article, cancellation);
        return Page();
    }

    private async Task ShowAsync(Article article, CancellationToken cancellation)
    {
        // The form's key and the tracking link are this reader's alone: a shared cache would hand them to others.
        Response.Headers.CacheControl = "private, no-cache";
        Article = article;
        Newer = [.. newspaper.Newer(article, Neighbours)];
        Older = [.. newspaper.Older(article, Neighbours)];
        ViewsOfOthers = await views.ReadAsync([.. Newer.Concat(Older).Select(other => other.Id)], cancellation);
        State = await states.OfAsync(article.Id, cancellation);
        CommentCount = (await comments.CountsAsync([article.Id], cancellation)).GetValueOrDefault(article.Id);
        HasFeatured = await comments.HasFeaturedAsync(article.Id, cancellation);
        var page = await PageAsync(cancellation);
        var threads = await likes.AddToAsync(page.Threads, Request, cancellation);
        HasLikes = threads is [{ First.Likes: not null }, ..];
        Comments = page with { Threads = threads };
        if (Form.ParentId is { } parent)
            Answered = await comments.FindAsync(article.Id, parent, cancellation);
        Form.ParentId = Answered?.Id;
    }

    private async Task<CommentPage> PageAsync(CancellationToken cancellation)
    {
        if (Order == Best)
        {
            if (await publisher.BestAsync(Article.Id, After, CommentStore.ThreadsOfPage, cancellation) is { } ranked)
            {
                (IsFirstPage, Next) = (string.IsNullOrEmpty(After), $"sau={ranked.Next}");
                return new(await comments.ThreadsAsync(Article.Id, ranked.Ids, cancellation), ranked.Next is not null);
            }
            (Order, IsUnranked) = (null, true);
        }
        var after = Guid.TryParse(After, out var comment) ? comment : (Guid?)null;
        var page = await comments.PageAsync(Article.Id, Order == Oldest, Order == Featured, after, cancellation);
        (IsFirstPage, Next) = (after is null, page.Threads is [.., var last] ? $"sau={last.First.Id}" : null);
        return page;
    }

    private Uri UrlOf(Article article) => new(site.PublicUrl ?? new Uri($"{Request.Scheme}://{Request.Host}"), article.Path);
}
