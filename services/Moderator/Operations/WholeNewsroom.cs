using Moderation.Moderator.People;
using Moderation.ServiceDefaults;

namespace Moderation.Moderator.Operations;

internal static class WholeNewsroom
{
    /// <summary>For people with a right who are limited to no section: what is done here concerns all of them.</summary>
    public static RouteGroupBuilder ForWholeNewsroom(this RouteGroupBuilder group, string right = Rights.ManagePeople)
    {
        group
            .RequireAuthorization(right)
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable)
            .AddEndpointFilter(
                async (context, next) =>
                    context.HttpContext.User.Sections() is null
                        ? await next(context)
                        : Problems.Of(
                            403,
                            "other-section",
                            "Việc này liên quan đến mọi chuyên mục, bạn không xem hay đổi được.",
                            "This concerns all sections, so it is not yours to see or change."
                        )
            );
        return group;
    }
}
