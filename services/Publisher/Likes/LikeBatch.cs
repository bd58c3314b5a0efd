namespace Moderation.Publisher.Likes;

/// <summary>What a reader does: likes a comment, or takes the like back.</summary>
/// <param name="CommentId">The comment.</param>
/// <param name="ArticleId">Under which the reader saw it.</param>
/// <param name="Reader">The reader's key.</param>
/// <param name="Address">The key of where it comes from.</param>
/// <param name="Liked">False takes it back.</param>
public sealed record LikeAct(Guid CommentId, string ArticleId, Guid Reader, Guid Address, bool Liked);

/// <summary>What became of it.</summary>
public enum LikeOutcome
{
    /// <summary>It is counted, now or since before.</summary>
    Counted,

    /// <summary>No such comment was ever published.</summary>
    Unknown,

    /// <summary>The comment stands under another article.</summary>
    OfAnotherArticle,

    /// <summary>Readers do not see the comment any more.</summary>
    Gone,

    /// <summary>Too many of one address like the comment.</summary>
    TooMany,
}

/// <param name="Outcome">What became of it.</param>
/// <param name="Likes">How many like the comment then.</param>
public sealed record LikeAnswer(LikeOutcome Outcome, int Likes);

/// <summary>A comment that is liked, as it is stored.</summary>
/// <param name="ArticleId">Under which it stands.</param>
/// <param name="WasPublished">It was public at some time.</param>
/// <param name="IsShown">Readers see it.</param>
/// <param name="Likes">How many like it.</param>
public sealed record LikedComment(string ArticleId, bool WasPublished, bool IsShown, int Likes);

/// <summary>What acts that come together make of the likes that are stored, one after the other.</summary>
/// <param name="comments">Those that are known.</param>
/// <param name="stored">Who likes what, of the readers in question.</param>
/// <param name="ofAddress">How many of an address have liked a comment within the last day.</param>
/// <param name="perAddress">How many may.</param>
public sealed class LikeBatch(
    IReadOnlyDictionary<Guid, LikedComment> comments,
    IReadOnlySet<(Guid Comment, Guid Reader)> stored,
    IReadOnlyDictionary<(Guid Comment, Guid Address), int> ofAddress,
    int perAddress
)
{
    private readonly Dictionary<(Guid Comment, Guid Reader), Guid> _added = [];
    private readonly HashSet<(Guid Comment, Guid Reader)> _removed = [];
    private readonly Dictionary<(Guid Comment, Guid Address), int> _ofAddress = new(ofAddress);
    private readonly Dictionary<Guid, int> _changes = [];

    /// <summary>Likes to be stored, with the key of the address.</summary>
    public IReadOnlyDictionary<(Guid Comment, Guid Reader), Guid> Added => _added;

    /// <summary>Likes to be deleted.</summary>
    public IReadOnlySet<(Guid Comment, Guid Reader)> Removed => _removed;

    /// <summary>By how much each comment's count changes.</summary>
    public IReadOnlyDictionary<Guid, int> Changes => _changes;

    public LikeAnswer Do(LikeAct act)
    {
        ArgumentNullException.ThrowIfNull(act);
        if (!comments.TryGetValue(act.CommentId, out var comment) || !comment.WasPublished)
            return new(LikeOutcome.Unknown, 0);
        if (comment.ArticleId != act.ArticleId)
            return new(LikeOutcome.OfAnotherArticle, 0);
        if (!comment.IsShown)
            return new(LikeOutcome.Gone, 0);
        var like = (act.CommentId, act.Reader);
        var isLiked = _added.ContainsKey(like) || (stored.Contains(like) && !_removed.Contains(like));
        if (act.Liked && !isLiked && !Add(like, act.Address))
            return new(LikeOutcome.TooMany, comment.Likes + _changes.GetValueOrDefault(act.CommentId));
        if (!act.Liked && isLiked)
            Remove(like);
        return new(LikeOutcome.Counted, comment.Likes + _changes.GetValueOrDefault(act.CommentId));
    }

    private bool Add((Guid Comment, Guid Reader) like, Guid address)
    {
        // What was taken back a moment ago is still stored, and was counted for its address.
        if (!_removed.Remove(like))
        {
            var others = _ofAddress.GetValueOrDefault((like.Comment, address));
            if (others >= perAddress)
                return false;
            _ofAddress[(like.Comment, address)] = others + 1;
            _added.Add(like, address);
        }
        Change(like.Comment, 1);
        return true;
    }

    private void Remove((Guid Comment, Guid Reader) like)
    {
        if (_added.Remove(like, out var address))
            _ofAddress[(like.Comment, address)]--;
        else
            _removed.Add(like);
        Change(like.Comment, -1);
    }

    private void Change(Guid comment, int by) => _changes[comment] = _changes.GetValueOrDefault(comment) + by;
}
