using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Moderation.Contracts;
using Moderation.Intake.Articles;
using Moderation.Intake.Authors;
using Moderation.Intake.Limits;
using Moderation.Intake.Notices;
using Moderation.Intake.Proofs;
using Moderation.Intake.Tracking;
using Moderation.ServiceDefaults;
using Npgsql;

namespace Moderation.Intake.Submissions;

/// <summary>Takes a checked comment in: gives it its id, hides who wrote it, and waits until it is durable.</summary>
public sealed class Reception(
    SubmissionStore submissions,
    AuthorKeyDerivation keys,
    RateLimits limits,
    PhoneCipher cipher,
    SubscriptionStore subscriptions,
    ProofChallenges proofs,
    TrackingLinks links,
    TimeProvider time,
    ILogger<Reception> log
)
{
    /// <summary>How long a reader waits for the database.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public async Task<Received> ReceiveAsync(Submission submission, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            var received = await submissions.AddAsync(RowOf(submission), either.Token);
            if (received is Received.TooMany tooMany)
                log.LogWarning("Comments are refused for the time being: too many of one {Kind}", tooMany.Shortage.Kind);
            return received;
        }
        catch (NpgsqlException exception)
        {
            log.LogError("A submission could not be stored ({Reason})", exception.Message);
            return new Received.Unavailable();
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested)
        {
            log.LogError(
                "A submission could not be stored within {Patience} ({Reason})",
                Patience,
                submissions.Fault ?? "the database does not answer"
            );
            return new Received.Unavailable();
        }
    }

    private SubmissionRow RowOf(Submission submission)
    {
        var id = Guid.CreateVersion7();
        var submittedAt = time.GetUtcNow();
        var author = keys.Of(submission.Phone, submission.Address, submission.Device);
        var message = new CommentSubmitted
        {
            CommentId = id,
            Revision = 1,
            SubmittedAt = submittedAt,
            Article = submission.Article,
            ParentId = submission.ParentId,
            Text = submission.Text,
            Author = author,
            FromAuthor = submission.FromAuthor,
        };
        return new SubmissionRow
        {
            Id = id,
            Message = message,
            TrackingHash = links.HashOf(id),
            IdempotencyHash = submission.IdempotencyKey is { } key
                ? Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(key)))
                : null,
            Captcha = submission.Captcha,
            Proof = submission.Altcha is { } altcha ? proofs.Check(altcha, submission.Article.Id) : null,
            Consent = submission.Consent,
            Fingerprint = Fingerprint(submission),
            PhoneCipher = submission.Phone is { } phone ? cipher.Seal(phone.E164, id) : null,
            PhoneKeyId = submission.Phone is null ? null : cipher.KeyId,
            Outgoing = OutboxMessage.Of(message),
            Mail = submission.Email is { } email ? subscriptions.Of(email, id) : null,
            Buckets =
            [
                .. limits.Of(author, submission.Address, submission.Article.Id, submission.Site),
                .. submission.Email is { } asked ? limits.OfLetter(asked.Folded) : [],
            ],
            ReaderUnderArticle = limits.ReaderUnder(author, submission.Address, submission.Article.Id),
        };
    }

    /// <summary>Equal for requests that say the same. Keyed, or the phone number could be guessed from it.</summary>
    private string Fingerprint(Submission submission) =>
        keys.Of(
            "submission",
            JsonSerializer.Serialize(
                new
                {
                    submission.Article.Id,
                    submission.ParentId,
                    submission.Text,
                    submission.Phone?.E164,
                }
            ) + submission.Email?.Value
        );
}

/// <summary>What became of a submission.</summary>
public abstract record Received
{
    /// <summary>It is durable, now or since an earlier request with the same Idempotency-Key.</summary>
    public sealed record Accepted(Guid Id) : Received;

    /// <summary>Its Idempotency-Key came earlier with another content.</summary>
    public sealed record KeyReused : Received;

    /// <summary>It answers what readers do not see under that article, and is not stored.</summary>
    public sealed record ParentNotPublished : Received;

    /// <summary>What was asked of the browser is missing or wrong, and it is not stored.</summary>
    public sealed record ChallengeFailed(string Field, FieldError Error) : Received;

    /// <summary>Its article takes none now, and it is not stored.</summary>
    /// <param name="Status"><see cref="ArticleStatus.ReadOnly"/> or <see cref="ArticleStatus.Closed"/>.</param>
    public sealed record ArticleNotOpen(string Status) : Received;

    /// <summary>A limit is reached; it is not stored.</summary>
    public sealed record TooMany(Shortage Shortage) : Received;

    /// <summary>It is not known to be durable.</summary>
    public sealed record Unavailable : Received;
}
