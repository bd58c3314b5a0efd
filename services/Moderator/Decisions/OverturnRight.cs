using Microsoft.AspNetCore.Http.HttpResults;
using Moderation.Contracts;
using Moderation.Moderator.People;
using Moderation.ServiceDefaults;

namespace Moderation.Moderator.Decisions;

/// <summary>
/// Everybody takes back what they decided themselves. What a colleague decided is a senior's to take back, and each reason says
/// who may overturn a rejection for it (<see cref="RejectReasons"/>).
/// </summary>
internal static class OverturnRight
{
    /// <param name="byRule">Whether a rule decided.</param>
    /// <param name="reason">Of a rejection.</param>
    /// <returns>Who may at least take it back, of those who did not decide it themselves.</returns>
    public static Overturner Needed(bool byRule, RejectReason? reason)
    {
        var byWhom = byRule ? Overturner.Moderator : Overturner.Senior;
        var byReason = reason is { } why ? RejectReasons.Of(why).Overturner : Overturner.Moderator;
        return byReason > byWhom ? byReason : byWhom;
    }

    /// <param name="actor">Who wants to overturn it.</param>
    /// <param name="moderatorId">Who decided; null when a rule did.</param>
    /// <param name="reason">Of a rejection.</param>
    /// <returns>Who may at least; null when the actor may.</returns>
    public static Overturner? Lacks(this Actor actor, Guid? moderatorId, RejectReason? reason)
    {
        if (moderatorId is not null && moderatorId == actor.Id)
            return null;
        var needed = Needed(byRule: moderatorId is null, reason);
        return actor.Role.Overturns().Contains(needed) ? null : needed;
    }

    public static ProblemHttpResult Refusal(string code, Overturner needed) =>
        needed == Overturner.Administrator
            ? Problems.Of(
                403,
                code,
                "Chỉ quản trị viên mới được hoàn tác hay đổi lý do của quyết định này.",
                "Only an administrator may take back this decision or change its reason."
            )
            : Problems.Of(
                403,
                code,
                "Chỉ trưởng ca hoặc quản trị viên mới được hoàn tác hay đổi lý do quyết định của người khác.",
                "Only a senior or an administrator may take back another's decision or change its reason."
            );
}
