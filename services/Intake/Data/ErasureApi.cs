using Moderation.Intake.Tracking;

namespace Moderation.Intake.Data;

/// <summary>Readers have their text and all that tells of them erased.</summary>
public static class ErasureApi
{
    public static void MapErasure(this IEndpointRouteBuilder app) =>
        FinalAct.Map<ErasurePage, ErasureStore>(
            app,
            "erase",
            submission => submission.ErasureAskedAt is not null,
            (erasures, token) => erasures.EraseAsync(token)
        );
}
