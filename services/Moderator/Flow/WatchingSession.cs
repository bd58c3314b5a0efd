using System.Security.Claims;
using Moderation.Moderator.People;
using Npgsql;

namespace Moderation.Moderator.Flow;

/// <summary>
/// The session of an open stream, looked up now and then beside it: the database being away ends no stream, and does not hold it
/// up; the session's end does.
/// </summary>
internal sealed class WatchingSession(SessionStore sessions, ClaimsPrincipal user, TimeProvider time, TimeSpan every)
{
    private Task<bool> _check = Task.FromResult(true);
    private DateTimeOffset _checkedAt = time.GetUtcNow();

    public bool HasEnded(CancellationToken cancellationToken)
    {
        if (!_check.IsCompleted)
            return false;
        var isCurrent = _check.IsCompletedSuccessfully && _check.Result;
        if (time.GetUtcNow() - _checkedAt < every)
            return !isCurrent;
        _checkedAt = time.GetUtcNow();
        _check = IsCurrentAsync(cancellationToken);
        return !isCurrent;
    }

    private async Task<bool> IsCurrentAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await sessions.IsCurrentAsync(user.SessionId(), user.Id(), cancellationToken);
        }
        catch (Exception exception) when (exception is NpgsqlException or OperationCanceledException or TimeoutException)
        {
            return true;
        }
    }
}
